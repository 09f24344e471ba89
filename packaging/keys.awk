# The tables of docs/keys.md as lists of a manual page.

function escaped(text) {
  gsub(/\\/, "\\e", text)
  gsub(/-/, "\\-", text)
  gsub(/'/, "\\(aq", text)
  return text
}

function finish() { if (isOpen) print ".El"; isOpen = 0 }

BEGIN { FS = " [|] " }
/^[|] [*][*]/ {
  finish()
  gsub(/[|*]|^ +| +$/, "")
  sub(/^ +/, "")
  sub(/ +$/, "")
  print ".Pp\n" escaped($0) ":\n.Bl -tag -width 12n -compact"
  isOpen = 1
}
/^[|] `/ {
  sub(/^[|] /, "")
  sub(/ [|]$/, "")
  keys = $1
  gsub(/` `/, ", ", keys)
  gsub(/`/, "", keys)
  print ".It Ic \"" escaped(keys) "\"\n" escaped($2)
}
END { finish() }
