# The help texts of all commands as sections of a manual page.
#
# A group of options that several commands have is described with the first of them.

function escaped(text) {
  gsub(/\\/, "\\e", text)
  gsub(/-/, "\\-", text)
  gsub(/'/, "\\(aq", text)
  return text
}

# Inside a macro, which takes quotes for its own.
function quoted(text) {
  text = escaped(text)
  gsub(/"/, "\\(dq", text)
  return text
}

function sentence(title) { return substr(title, 1, 1) tolower(substr(title, 2)) }

# "-o, --output <file>" as macros.
function label(text,    words, count, i, word, result) {
  # "--it/--no-it"
  gsub(/\/--/, ", --", text)
  count = split(text, words, " ")
  for (i = 1; i <= count; i++) {
    word = words[i]
    if (word ~ /^-/) {
      sub(/^-/, "", word)
      result = result " Fl " (sub(/,$/, "", word) ? escaped(word) " ," : escaped(word))
    } else if (word ~ /^<.*>$/) {
      result = result " Ar " escaped(substr(word, 2, length(word) - 2))
    } else if (word == "...") {
      result = result " ..."
    } else {
      result = result " " (title == "SUBCOMMANDS" ? "Cm " : "") escaped(word)
    }
  }
  return ".It" result
}

function finishItem() {
  if (name == "") return
  # What every command has is described with the program itself.
  if (command == "" || name !~ /--(version|help)$/) {
    items = items label(name) "\n" escaped(words) "\n"
  }
  name = ""
}

function finishGroup() {
  finishItem()
  if (items != "") {
    printf ".Pp\n%s:\n", title == "SUBCOMMANDS" ? "Commands" : sentence(title)
    if (items in home) {
      printf "as under\n.Sq %s .\n", home[items]
    } else {
      home[items] = section
      printf ".Bl -tag -width Ds\n%s.El\n", items
    }
  }
  items = ""
}

/^COMMAND:/ {
  finishGroup()
  command = substr($0, 10)
  section = "wurst" (command == "" ? "" : " " command)
  title = ""
  print ".Ss " escaped(section)
  next
}
/^USAGE: / {
  title = "USAGE"
  if (command != "") print ".Pp\n.Dl " quoted(substr($0, 8))
  next
}
sub(/^OVERVIEW: /, "") { print escaped($0); title = "OVERVIEW"; next }
title == "OVERVIEW" && /^  / { print ".Dl " quoted(substr($0, 3)); next }
title == "OVERVIEW" { print $0 == "" ? ".Pp" : escaped($0); next }
/^[A-Z][^a-z]*:$/ { finishGroup(); title = substr($0, 1, length($0) - 1); next }
/^  See / { next }
/^  [^ ]/ {
  finishItem()
  name = substr($0, 3)
  words = ""
  if (match(name, /   */)) {
    words = substr(name, RSTART + RLENGTH)
    name = substr(name, 1, RSTART - 1)
  }
  next
}
/^   / { sub(/^ */, ""); words = words (words == "" ? "" : " ") $0 }
END { finishGroup() }
