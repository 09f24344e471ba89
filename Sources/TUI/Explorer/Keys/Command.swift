/// What a key can mean.
package enum Command: String, CaseIterable, Hashable, Sendable {
  case run, interrupt, quit, help, leave, redraw, suspend
  case nextFocus, previousFocus, editPrompt, editNegative, focusSettings
  case nextTab, previousTab, nextChannel, previousChannel, falseColour
  case showExplorer, showGallery, keep
  case showModels, modelUp, modelDown, modelFirst, modelLast, chooseModel
  case openPicture, removeInput, beginFromKept
  case candidateUp, candidateDown, complete, acceptPath, cutPath
  case toggleSeed, newSeed

  case moveLeft, moveRight, moveWordLeft, moveWordRight, moveToStart, moveToEnd
  case deleteBackward, deleteForward, deleteWordBackward, deleteWordForward
  case deleteToStart, deleteToEnd, yank, historyPrevious, historyNext

  case settingUp, settingDown, decrease, increase, deleteDigit

  case selectUp, selectDown, selectPageUp, selectPageDown, selectFirst, selectLast, recall
  case scrollUp, scrollDown
}
