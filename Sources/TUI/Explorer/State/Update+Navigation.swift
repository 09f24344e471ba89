import Engine
import Recipes

extension State {
  mutating func navigate(_ command: Command) -> [Effect] {
    switch command {
    case .help:
      let wasOpen = helpIsOpen
      closeWindows()
      helpIsOpen = !wasOpen
      helpScroll = 0
    case .scrollUp: helpScroll = max(0, helpScroll - 1)
    case .scrollDown: helpScroll = min(HelpPage(in: size).lastScroll, helpScroll + 1)
    case .leave: leave()
    case .nextFocus: move(to: neighbour(1))
    case .previousFocus: move(to: neighbour(-1))
    case .editPrompt: move(to: .prompt)
    case .editNegative: move(to: .negative)
    case .focusSettings: move(to: .settings)
    case .showExplorer:
      closeWindows()
      screen = .explore
    case .showGallery:
      closeWindows()
      commitEntry()
      screen = .gallery
      gallery.isLoading = true
      return [.readGallery]
    default: preconditionFailure("\(command) leads nowhere")
    }
    return []
  }

  mutating func move(to focus: Focus) {
    commitEntry()
    self.focus = focus
  }

  mutating func closeWindows() {
    helpIsOpen = false
    picker.isOpen = false
    opener = nil
    pendingInput = nil
  }

  private mutating func leave() {
    if hasWindow {
      closeWindows()
    } else if screen == .gallery {
      screen = .explore
    } else if entry != nil {
      entry = nil
    } else {
      focus = .preview
    }
  }

  private func neighbour(_ offset: Int) -> Focus {
    let all = Focus.allCases
    let index = all.firstIndex(of: focus) ?? 0
    return all[(index + offset + all.count) % all.count]
  }

  mutating func changeView(_ command: Command) {
    switch command {
    case .nextTab, .previousTab:
      let tabs = tabs
      let offset = command == .nextTab ? 1 : tabs.count - 1
      preview.tab = tabs[((tabs.firstIndex(of: preview.tab) ?? 0) + offset) % tabs.count]
      // A view chosen while drawing stays; the next picture is followed again.
      if isRunning { preview.follows = false }
    case .falseColour: preview.channel = nil
    case .nextChannel, .previousChannel:
      // False colour is one more place in the round.
      let count = (preview.shownLatent?.channels ?? facts.channels) + 1
      let place = (preview.channel ?? -1) + 1
      let next = (place + (command == .nextChannel ? 1 : count - 1)) % count
      preview.channel = next == 0 ? nil : next - 1
    default: preconditionFailure("\(command) changes no view")
    }
  }
}
