extension StringProtocol {
  /// The text in one line that a terminal shows and does not obey.
  ///
  /// Line ends and tabs become spaces, and what moves the cursor, begins a command, turns the
  /// writing direction or cannot be seen becomes `�`.
  package var printable: String { printable(keeping: "") }

  /// The same for text whose line ends, carriage returns or tabs are laid out by the program.
  package func printable(keeping kept: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if scalar.isPrintable || kept.unicodeScalars.contains(scalar) {
        result.append(scalar)
      } else {
        result.append(scalar == "\n" || scalar == "\t" ? " " : "\u{FFFD}")
      }
    }
    return String(result)
  }
}

extension Unicode.Scalar {
  /// Whether a terminal may be sent the scalar as it is.
  package var isPrintable: Bool {
    switch value {
    case 0x20..<0x7F: true
    // Joiners, without which some scripts cannot be written and some emoji fall apart.
    case 0x200C, 0x200D: true
    // What stands for the bytes of a name that is not UTF-8.
    case 0x10FE80...0x10FEFF: false
    default:
      switch properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
      default: true
      }
    }
  }
}
