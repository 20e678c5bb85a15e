#pragma once

#include <QHash>
#include <QMap>
#include <QSet>
#include <QStringList>

namespace tongdai::testing {

/// What the product's sources say of its classes, their signals and the functions of its interfaces, read by patterns:
/// enough to see an end that leads nowhere. Names in comments do not count.
class ProductSources {
public:
    /// By file, "engine/host/desk/desk_host.cpp".
    explicit ProductSources(QMap<QString, QString> texts);
    /// app/, ui/ and engine/ of this tree.
    static ProductSources ofThisTree();

    /// "Class::signal" with what is missing.
    QStringList deadSignals() const;
    /// "Interface::function" of the files that begin with one of `folders`, called by nobody but its own
    /// implementations.
    QStringList uncalledFunctions(const QStringList& folders) const;
    int signalCount() const;

private:
    struct Call {
        QString inClass;  ///< of the function the call stands in; empty: not known
        QString inFunction;
    };
    using Member = std::pair<QString, QString>;

    void readClasses(const QString& file, const QString& text);
    void readSignals(const QString& text);
    void readConnections(const QString& text);
    void readEmissions(const QString& file, const QString& text);
    void readCalls(const QString& file, const QString& text);
    void addCall(const QString& name, const Call& call) { m_calls[name].append(call); }
    /// The class and all that derive from it, or that it derives from.
    QSet<QString> below(const QString& type) const;
    QSet<QString> above(const QString& type) const;
    bool isEmitted(const Member& signal) const;
    bool isConnected(const Member& signal) const;

    QMap<QString, QString> m_texts;
    QHash<QString, QSet<QString>> m_bases;
    QHash<QString, QSet<QString>> m_derived;
    QHash<QString, QSet<QString>> m_filesOf;  ///< where a class is declared, or functions of it are defined
    QList<Member> m_signals;
    QSet<Member> m_listenedTo;
    QSet<Member> m_passedOn;                ///< signals that another one, or the event loop, sets off
    QHash<QString, QSet<QString>> m_emits;  ///< by file
    QHash<QString, QList<Call>> m_calls;    ///< by name
};

}  // namespace tongdai::testing
