#include "ui/system/autostart_entry.h"

#include "engine/domain/whole_file.h"

#include <QFile>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

/// One argument of an Exec line: quoted always, its quotes, dollars, backticks and backslashes escaped; field codes
/// doubled; and then, as in every value of the file, backslashes doubled.
QString execArgument(const QString& argument)
{
    QString quoted;
    for (const QChar c : argument) {
        if (c == u'"' || c == u'`' || c == u'$' || c == u'\\') quoted += u'\\';
        if (c == u'%') quoted += u'%';
        quoted += c;
    }
    return u'"' + quoted.replace(u'\\', uR"(\\)"_s) + u'"';
}

QString execLine(const QStringList& command)
{
    QStringList words;
    for (const QString& argument : command)
        words << execArgument(argument);
    return u"Exec="_s + words.join(u' ');
}

}  // namespace

AutostartEntry::AutostartEntry(const QString& folder, QStringList command)
    : m_file(folder + "/tongdai.desktop"_L1), m_command(std::move(command))
{
}

bool AutostartEntry::isOn() const
{
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly)) return false;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
    // What desktops' own settings write when somebody turns an entry off there.
    for (const QString& off : {u"Hidden=true"_s, u"X-GNOME-Autostart-enabled=false"_s})
        if (lines.contains(off)) return false;
    return lines.contains(execLine(m_command));
}

QString AutostartEntry::setOn(bool on)
{
    if (!on) {
        QFile file(m_file);
        return !file.exists() || file.remove() ? QString() : file.errorString();
    }
    return writeWholeFile(m_file,
                          u"[Desktop Entry]\nType=Application\nName=Tongdai\nIcon=tongdai\nTerminal=false\n%1\n"_s
                              .arg(execLine(m_command))
                              .toUtf8());
}

}  // namespace tongdai
