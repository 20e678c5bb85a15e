#pragma once

#include <QObject>
#include <QString>

class QMenu;
class QWidget;

namespace tongdai {

/// Which of our own sounds.
enum class AlertTone : quint8 { CustomerWaits, HandOver };

/// The loudspeakers. GUI thread; never waits.
class AlertSound : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// False: nothing would be heard, because this computer has no sound output.
    virtual bool hasOutput() const = 0;
    virtual void play(AlertTone tone, int volumePercent) = 0;
};

/// A notice of the desktop: plain text. A later one with the same key takes its place.
struct DesktopNotice {
    QString key;
    QString title;
    QString text;
};

/// The desktop's notices, outside the window. GUI thread; a desktop that has none shows nothing.
class DesktopNotices : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void show(const DesktopNotice& notice) = 0;
    virtual void withdraw(const QString& key) = 0;
signals:
    void chosen(QString key);
};

/// What the desktop's bars say of this program. Real ones keep `waiting` in sight; Down is a link that is lost.
struct TrayState {
    enum class Level : quint8 { Starting, Ok, Down };
    Level level = Level::Starting;
    int waiting = 0;
    QString words;  ///< the tool tip
    friend bool operator==(const TrayState&, const TrayState&) = default;
};

/// The system tray and the task bar. GUI thread.
class DesktopTray : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Asked every time: trays come and go with the desktop's panels.
    virtual bool isThere() const = 0;
    /// Puts the icon into the tray; the menu outlives it.
    virtual void install(QMenu& menu) = 0;
    virtual void setState(const TrayState& state) = 0;
    /// Marks the window's entry in the task bar until the window is looked at.
    virtual void mark(QWidget& window) = 0;
signals:
    void activated();
};

}  // namespace tongdai
