#pragma once

#include <QString>
#include <QStringList>

namespace tongdai {

/// The desktop's entry that starts this program with the session: a file in its autostart folder, by the Desktop Entry
/// Specification. GUI thread; reads and writes one small file.
class AutostartEntry final {
public:
    /// `folder`: ~/.config/autostart as the desktop has it. `command`: the program and its options.
    AutostartEntry(const QString& folder, QStringList command);

    /// There is an entry, it is not turned off, and it starts this very command.
    bool isOn() const;
    /// Why that did not work; empty: it did.
    QString setOn(bool on);
    const QString& file() const { return m_file; }

private:
    QString m_file;
    QStringList m_command;
};

}  // namespace tongdai
