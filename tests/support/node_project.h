#pragma once

#include <QString>
#include <QStringList>

namespace tongdai::testing {

/// The scripts of a folder below tests/ with their npm packages, in a copy inside the build folder: the source tree
/// gets no node_modules.
class NodeProject {
public:
    /// Copies and installs once per lock file; failure() says what is missing.
    explicit NodeProject(const QString& name = QStringLiteral("socketio_client"));
    const QString& folder() const { return m_folder; }
    QString failure() const { return m_failure; }
    /// Runs a script while this thread's event loop goes on. Empty when it ended well, else what it said.
    /// Its lines that begin with "# " are figures and are shown in any case.
    QString run(const QString& script, const QStringList& arguments) const;

private:
    QString install(const QString& name) const;

    QString m_folder;
    QString m_failure;
};

}  // namespace tongdai::testing
