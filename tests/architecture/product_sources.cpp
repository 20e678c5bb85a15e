#include "tests/architecture/product_sources.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

using Pattern = QRegularExpression;
constexpr auto kManyLines = Pattern::MultilineOption | Pattern::DotMatchesEverythingOption;

QString withoutComments(QString text)
{
    static const Pattern comment(u"//[^\\n]*"_s);
    return text.remove(comment);
}

/// From behind an opening bracket to the one that closes it.
QString bracketed(const QString& text, qsizetype at)
{
    int depth = 1;
    qsizetype end = at;
    for (; end < text.size() && depth > 0; ++end)
        depth += text[end] == u'(' ? 1 : text[end] == u')' ? -1 : 0;
    return text.mid(at, end - at - 1);
}

/// Two rooms may have a class of one name: a circle is no surprise.
QSet<QString> reachable(const QString& from, const QHash<QString, QSet<QString>>& next)
{
    QSet<QString> all;
    QStringList open{from};
    while (!open.isEmpty()) {
        const QString type = open.takeLast();
        if (all.contains(type)) continue;
        all.insert(type);
        open += next.value(type).values();
    }
    return all;
}

}  // namespace

ProductSources::ProductSources(QMap<QString, QString> texts) : m_texts(std::move(texts))
{
    for (QString& text : m_texts)
        text = withoutComments(text);
    for (auto each = m_texts.cbegin(); each != m_texts.cend(); ++each) {
        readClasses(each.key(), each.value());
        readConnections(each.value());
        readEmissions(each.key(), each.value());
        readCalls(each.key(), each.value());
        if (each.key().endsWith(".h"_L1)) readSignals(each.value());
    }
}

ProductSources ProductSources::ofThisTree()
{
    const QString root = QStringLiteral(TONGDAI_SOURCE_DIR) + u'/';
    QMap<QString, QString> texts;
    for (const QString& folder : {u"app"_s, u"ui"_s, u"engine"_s}) {
        QDirIterator each(root + folder, {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (each.hasNext()) {
            QFile file(each.next());
            if (file.open(QIODevice::ReadOnly))
                texts.insert(file.fileName().sliced(root.size()), QString::fromUtf8(file.readAll()));
        }
    }
    return ProductSources(std::move(texts));
}

void ProductSources::readClasses(const QString& file, const QString& text)
{
    static const Pattern derived(u"\\b(?:class|struct)\\s+(\\w+)\\s*(?:final)?\\s*:\\s*([^{;]+)\\{"_s);
    static const Pattern base(u"public\\s+([\\w:]+)"_s);
    for (const auto& found : derived.globalMatch(text)) {
        for (const auto& one : base.globalMatch(found.captured(2))) {
            const QString name = one.captured(1).section(u"::"_s, -1);
            m_bases[found.captured(1)].insert(name);
            m_derived[name].insert(found.captured(1));
        }
    }
    static const Pattern declared(u"^\\s*(?:class|struct)\\s+(\\w+)\\b(?!\\s*;)"_s, Pattern::MultilineOption);
    static const Pattern defined(u"\\b(\\w+)::~?\\w+\\s*\\("_s);
    for (const Pattern& pattern : {declared, defined}) {
        for (const auto& found : pattern.globalMatch(text))
            m_filesOf[found.captured(1)].insert(file);
    }
}

void ProductSources::readSignals(const QString& text)
{
    static const Pattern section(u"^signals:\\n(.*?)(?=^(?:public|private|protected)[\\w ]*:|^\\};)"_s, kManyLines);
    static const Pattern type(u"^(?:class|struct)\\s+(\\w+)[^;{]*\\{"_s, Pattern::MultilineOption);
    static const Pattern signal(u"\\bvoid\\s+(\\w+)\\s*\\("_s);
    for (const auto& found : section.globalMatch(text)) {
        QString owner;
        for (const auto& each : type.globalMatch(text.left(found.capturedStart())))
            owner = each.captured(1);
        for (const auto& each : signal.globalMatch(found.captured(1)))
            m_signals.append({owner, each.captured(1)});
    }
}

/// The first member named in a connection is listened to, the others are set off by it.
void ProductSources::readConnections(const QString& text)
{
    static const Pattern call(u"\\b(connect|qCoro|invokeMethod|singleShot)\\s*\\("_s);
    static const Pattern member(u"&(?:\\w+::)*(\\w+)::(\\w+)\\b(?!\\()"_s);
    for (const auto& found : call.globalMatch(text)) {
        bool mayListen = found.captured(1) == "connect"_L1 || found.captured(1) == "qCoro"_L1;
        for (const auto& each : member.globalMatch(bracketed(text, found.capturedEnd())))
            (std::exchange(mayListen, false) ? m_listenedTo : m_passedOn).insert({each.captured(1), each.captured(2)});
    }
}

void ProductSources::readEmissions(const QString& file, const QString& text)
{
    static const Pattern emission(u"\\bemit\\s+(?:\\w+(?:->|\\.))?(\\w+)\\s*\\("_s);
    for (const auto& found : emission.globalMatch(text))
        m_emits[file].insert(found.captured(1));
}

void ProductSources::readCalls(const QString& file, const QString& text)
{
    static const Pattern call(u"(?:\\.|->)\\s*(\\w+)\\s*\\(|&(?:\\w+::)+(\\w+)\\b"_s);
    const auto nameOf = [](const QRegularExpressionMatch& found) {
        return found.captured(1).isEmpty() ? found.captured(2) : found.captured(1);
    };
    if (file.endsWith(".h"_L1)) {
        for (const auto& found : call.globalMatch(text)) {
            // A function that only hands on what it overrides stands close before.
            const QString before = text.mid(std::max<qsizetype>(0, found.capturedStart() - 300), 300);
            const Pattern same(u"\\b%1\\([^;{]*\\boverride\\s*\\{[^}]*$"_s.arg(nameOf(found)));
            if (!same.match(before).hasMatch()) addCall(nameOf(found), {});
        }
        return;
    }
    static const Pattern opening(u"^\\S.*?\\b(\\w+)::(~?\\w+)\\("_s);
    Call in;
    for (const QString& line : text.split(u'\n')) {
        if (const auto begun = opening.match(line); begun.hasMatch()) in = {begun.captured(1), begun.captured(2)};
        for (const auto& found : call.globalMatch(line))
            addCall(nameOf(found), in);
        if (line.startsWith(u'}')) in = {};
    }
}

QSet<QString> ProductSources::below(const QString& type) const
{
    return reachable(type, m_derived);
}

QSet<QString> ProductSources::above(const QString& type) const
{
    return reachable(type, m_bases);
}

bool ProductSources::isEmitted(const Member& signal) const
{
    for (const QString& type : below(signal.first)) {
        if (m_passedOn.contains({type, signal.second})) return true;
        for (const QString& file : m_filesOf.value(type)) {
            if (m_emits.value(file).contains(signal.second)) return true;
        }
    }
    return false;
}

bool ProductSources::isConnected(const Member& signal) const
{
    for (const QString& type : below(signal.first) + above(signal.first)) {
        if (m_listenedTo.contains({type, signal.second})) return true;
    }
    return false;
}

QStringList ProductSources::deadSignals() const
{
    QStringList dead;
    for (const Member& signal : m_signals) {
        const QString name = signal.first + u"::"_s + signal.second;
        if (!isEmitted(signal)) dead << name + u": nobody emits it"_s;
        if (!isConnected(signal)) dead << name + u": nobody listens"_s;
    }
    return dead;
}

QStringList ProductSources::uncalledFunctions(const QStringList& folders) const
{
    static const Pattern type(u"^(?:class|struct)\\s+(\\w+)[^;{]*\\{(.*?)^\\};"_s, kManyLines);
    static const Pattern function(u"\\bvirtual\\s+[^;~(]*?\\b(\\w+)\\("_s);
    QStringList uncalled;
    for (auto each = m_texts.cbegin(); each != m_texts.cend(); ++each) {
        const bool isMeant = std::any_of(folders.begin(), folders.end(),
                                         [&](const QString& folder) { return each.key().startsWith(folder); });
        if (!isMeant || !each.key().endsWith(".h"_L1)) continue;
        for (const auto& found : type.globalMatch(each.value())) {
            const QSet<QString> own = below(found.captured(1));
            for (const auto& one : function.globalMatch(found.captured(2))) {
                const QList<Call> calls = m_calls.value(one.captured(1));
                const bool isCalled = std::any_of(calls.begin(), calls.end(), [&](const Call& call) {
                    return !(own.contains(call.inClass) && call.inFunction == one.captured(1));
                });
                if (!isCalled) uncalled << found.captured(1) + u"::"_s + one.captured(1);
            }
        }
    }
    return uncalled;
}

int ProductSources::signalCount() const
{
    return int(m_signals.size());
}

}  // namespace tongdai::testing
