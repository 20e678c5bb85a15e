#include "engine/domain/text/json_screen.h"

#include "engine/domain/text/whole_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <limits>
#include <vector>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

/// Walks over the tokens of a text that may be no JSON at all; grammar is QJsonDocument's business. Without recursion,
/// because the depth is the sender's choice.
class JsonScreen {
public:
    /// Looks for names that stand twice, and for nothing else.
    explicit JsonScreen(QByteArrayView text)
        : m_text(text),
          m_lines(nullptr),
          m_maxDepth(std::numeric_limits<int>::max()),
          m_halves(JsonHalves::LetPass),
          m_seesNamesOnly(true)
    {
    }
    JsonScreen(QByteArrayView text, JsonLines* lines, int maxDepth, JsonHalves halves)
        : m_text(text), m_lines(lines), m_maxDepth(maxDepth), m_halves(halves)
    {
    }

    std::optional<JsonProblem> run()
    {
        for (m_at = 0; m_at < m_text.size() && !m_problem; ++m_at)
            step(m_text[m_at]);
        return m_problem;
    }

private:
    struct Level {
        bool isObject = false;
        bool expectsName = false;
        qsizetype index = 0;
        QString name;
        QSet<QString> names;
    };

    void step(char c)
    {
        switch (c) {
            case '\n': ++m_line; break;
            case '{':
            case '[': open(c == '{'); break;
            case '}':
            case ']':
                if (!m_levels.empty()) m_levels.pop_back();
                break;
            case ',':
                if (m_levels.empty()) break;
                m_levels.back().expectsName = m_levels.back().isObject;
                ++m_levels.back().index;
                break;
            case '"': readString(); break;
            case ':':
            case ' ':
            case '\t':
            case '\r': break;
            default: noteValue(); break;
        }
    }

    void open(bool isObject)
    {
        noteValue();
        if (int(m_levels.size()) >= m_maxDepth) return fail(u"nested deeper than %1 levels"_s.arg(m_maxDepth));
        Level level;
        level.isObject = isObject;
        level.expectsName = isObject;
        m_levels.push_back(std::move(level));
    }

    void readString()
    {
        const qsizetype start = m_at;
        bool escaped = false;
        m_highSurrogate = false;
        m_hasHalf = false;
        for (++m_at; m_at < m_text.size() && m_text[m_at] != '"'; ++m_at) {
            if (m_text[m_at] != '\\') continue;
            escaped = true;
            ++m_at;
            if (m_at >= m_text.size()) break;
            if (m_text[m_at] == 'u') {
                if (!readEscape()) return;
            } else if (!QByteArrayView("\"\\/bfnrt'").contains(m_text[m_at])) {
                // A letter to some, its number's sign to others; an apostrophe is one to everybody who takes it.
                return fail(u"an unknown escape in a string"_s);
            }
        }
        const bool isName = !m_levels.empty() && m_levels.back().isObject && m_levels.back().expectsName;
        if (m_hasHalf && !m_seesNamesOnly && (isName || m_halves == JsonHalves::Refuse))
            return fail(u"half of a surrogate pair in a string"_s);
        if (!isName) return noteValue();
        const qsizetype length = qMin(m_at + 1, m_text.size()) - start;
        noteName(decode(m_text.sliced(start, length), escaped));
    }

    /// At the 'u' of an escape; leaves the position on its last digit.
    bool readEscape()
    {
        if (m_at + 4 >= m_text.size()) return true;
        bool isHex = false;
        const ushort unit = m_text.sliced(m_at + 1, 4).toByteArray().toUShort(&isHex, 16);
        if (!isHex) return true;
        m_at += 4;
        const bool pairGoesOn = m_highSurrogate && QChar::isLowSurrogate(unit);
        const bool isBroken = m_highSurrogate ? !pairGoesOn : QChar::isLowSurrogate(unit);
        if (unit == 0 && !m_seesNamesOnly) fail(u"a NUL character in a string"_s);
        m_highSurrogate = QChar::isHighSurrogate(unit) && m_text.sliced(m_at + 1).startsWith("\\u");
        m_hasHalf = m_hasHalf || isBroken || (QChar::isHighSurrogate(unit) && !m_highSurrogate);
        return !m_problem;
    }

    static QString decode(QByteArrayView quoted, bool escaped)
    {
        if (!escaped) return QString::fromUtf8(quoted.sliced(1, qMax(qsizetype(0), quoted.size() - 2)));
        const QByteArray list = '[' + quoted.toByteArray() + ']';
        return QJsonDocument::fromJson(list).array().at(0).toString();
    }

    void noteName(const QString& name)
    {
        Level& level = m_levels.back();
        level.expectsName = false;
        level.name = name;
        if (level.names.contains(name))
            return fail(u"the name '%1' stands twice in one object"_s.arg(cutText(name, 64)));
        level.names.insert(name);
        noteValue();
    }

    void noteValue()
    {
        if (!m_lines) return;
        QString path;
        for (const Level& level : m_levels)
            path += u'/' + (level.isObject ? level.name : QString::number(level.index));
        if (!m_lines->contains(path)) m_lines->insert(path, m_line);
    }

    void fail(const QString& what)
    {
        if (!m_problem) m_problem = JsonProblem{what, m_line};
    }

    QByteArrayView m_text;
    JsonLines* m_lines;
    int m_maxDepth;
    qsizetype m_at = 0;
    int m_line = 1;
    JsonHalves m_halves;
    bool m_seesNamesOnly = false;
    bool m_highSurrogate = false;  ///< the escape before was one, and another follows
    bool m_hasHalf = false;        ///< in this string
    std::vector<Level> m_levels;
    std::optional<JsonProblem> m_problem;
};

}  // namespace

std::optional<JsonProblem> screenJson(QByteArrayView text, JsonLines* lines, int maxDepth, JsonHalves halves)
{
    return JsonScreen(text, lines, maxDepth, halves).run();
}

bool hasRepeatedName(QByteArrayView text)
{
    return JsonScreen(text).run().has_value();
}

}  // namespace tongdai
