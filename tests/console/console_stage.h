#pragma once

#include "app/console/console.h"

#include <QTemporaryDir>

#include <memory>

namespace tongdai::testing {

/// The whole program as `tongdai` is: window and engine in this process, on a shop of the test's own with an
/// administrator and a reviewer of disputes. Everything is done by keys, which go to the window that has the focus, as
/// a keyboard's do.
class ConsoleStage {
public:
    ConsoleStage();
    ~ConsoleStage();
    Q_DISABLE_COPY_MOVE(ConsoleStage)

    static QString adminName() { return QStringLiteral("chu"); }
    static QString adminPassword() { return QStringLiteral("mat khau cua chu"); }
    static QString reviewerName() { return QStringLiteral("linh"); }

    /// With an engine alone: the administrator, the reviewer, whose given password is returned, and what customers
    /// write. Empty: it failed.
    QString prepareShop(const QStringList& said);
    /// Opens the program; true when its window has the focus.
    bool open();
    /// The one there is now: another person gets another one.
    MainWindow* window() const;
    /// By the object name, in the window of now and visible.
    template <class T>
    T* shown(const QString& name) const
    {
        T* const found = window() ? window()->findChild<T*>(name) : nullptr;
        return found && found->isVisible() ? found : nullptr;
    }
    QString focus() const;  ///< object name of what has it, in whatever window

    bool press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    /// ASCII.
    bool type(const QString& words);
    /// Tab until this has the focus; false when it never comes.
    bool tabTo(const QString& name);
    /// Name and password, then Return.
    bool signIn(const QString& name, const QString& password);
    QString path(const QString& name) const { return m_dir.filePath(name); }

private:
    QTemporaryDir m_dir;
    app::CommandLine m_line;
    std::unique_ptr<app::Console> m_console;
};

}  // namespace tongdai::testing
