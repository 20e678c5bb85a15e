#include "tests/architecture/citations.h"

#include <QRegularExpression>

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

const QString kContracts = u"contracts/"_s;
const QString kDefects = u"contracts/chat-history"_s;

QRegularExpressionMatch matchAt(const QRegularExpression& pattern, const QString& text, qsizetype at)
{
    return pattern.match(text, at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
}

/// Of the documents cited by number, the word alone is an ordinary word; of the others it is a citation.
bool isCitedAlone(const QString& name)
{
    return name.startsWith(kContracts);
}

QString documentOfRow(const QString& row)
{
    return row.startsWith(u'S') ? u"security"_s : u"guarantees"_s;
}

}  // namespace

struct CitationReader::Reading {
    const Comment& comment;
    const QString& file;
    const Options& options;
    QStringList& problems;
    std::vector<bool> isRead;  ///< letters that belong to a citation

    const QString& text() const { return comment.text; }
    void mark(qsizetype from, qsizetype upto) { std::fill(isRead.begin() + from, isRead.begin() + upto, true); }
    void report(qsizetype at, const QString& citation, const QString& why) const
    {
        problems << u"%1:%2: %3 (%4)"_s.arg(file).arg(comment.lineAt(at)).arg(citation, why);
    }
};

QStringList CitationReader::problemsIn(const QString& file, const std::vector<Comment>& comments,
                                       const Options& options)
{
    QStringList problems;
    for (const Comment& comment : comments) {
        Reading reading{comment, file, options, problems, std::vector<bool>(size_t(comment.text.size()), false)};
        read(reading);
    }
    return problems;
}

void CitationReader::read(Reading& reading)
{
    static const QRegularExpression outside(
        uR"((?:RFC|UAX) ?#?\d+(?:,? ?§ ?[\d.]*\d(?:(?:,| and| to)* ?§ ?[\d.]*\d)*)?)"_s);
    static const QRegularExpression name(
        uR"((?<![\w/])(guarantees?|design|security|workspace|features|README|CONTRIBUTING|contracts/[a-z-]*[a-z])(?![\w/.]*/)(?:\.md)?\b)"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression section(uR"(§ ?(\d+(?:\.\d+)*))"_s);

    for (auto each = outside.globalMatch(reading.text()); each.hasNext();) {
        const auto found = each.next();
        reading.mark(found.capturedStart(), found.capturedEnd());
    }
    struct Named {
        QString name;
        qsizetype at;
    };
    std::vector<Named> named;
    for (auto each = name.globalMatch(reading.text()); each.hasNext();) {
        const auto found = each.next();
        QString spelled = found.captured(1);
        if (spelled != spelled.toUpper()) spelled = spelled.toLower();
        if (spelled == "guarantee"_L1) spelled = u"guarantees"_s;
        const qsizetype end = readNamed(reading, spelled, found.capturedEnd());
        if (end == found.capturedEnd() && !isCitedAlone(spelled)) continue;
        reading.mark(found.capturedStart(), end);
        named.push_back({spelled, found.capturedStart()});
    }
    for (auto each = section.globalMatch(reading.text()); each.hasNext();) {
        const auto found = each.next();
        if (reading.isRead[size_t(found.capturedStart())]) continue;
        reading.mark(found.capturedStart(), found.capturedEnd());
        QString document = reading.options.own;
        for (const Named& before : named)
            if (before.at < found.capturedStart()) document = before.name;
        if (document.isEmpty())
            reading.report(found.capturedStart(), found.captured(), u"of which document?"_s);
        else
            look(reading, document, found.captured(1), found.capturedStart());
    }
    readBare(reading);
}

/// Reads the list behind a document's name; where the list ends.
qsizetype CitationReader::readNamed(Reading& reading, const QString& name, qsizetype at)
{
    static const QRegularExpression between(uR"((?:,|;)? *(?:and |to |or )?)"_s);
    static const QRegularExpression item(
        uR"x(§ ?(\d+(?:\.\d+)*)|(\d+(?:\.\d+)*)(?![\w:%])|([A-Z]\d{1,2})\b|(?:decisions?|steps?|rows?) (\d+)\b|"([^"]+)")x"_s);
    if (isCitedAlone(name) && !m_documents.contains(name)) {
        reading.report(at - 1, name, u"no such document"_s);
        return at;
    }
    QString section;
    qsizetype end = at;
    if (isCitedAlone(name)) ++m_counts[name];
    while (true) {
        const qsizetype from = end + matchAt(between, reading.text(), end).capturedLength();
        const auto found = matchAt(item, reading.text(), from);
        const bool hasGap = from > end;
        if (!found.hasMatch() || found.capturedLength() == 0 || !hasGap) break;
        // "guarantees 2.4: up to 3 tries": a number of something else has no sign of its own
        if (!found.captured(2).isEmpty() && !section.isEmpty() && !found.captured(2).contains(u'.')) break;
        const bool isEntry = !found.captured(4).isEmpty();
        const bool isTitle = !found.captured(5).isEmpty();
        if (isTitle) {
            ++m_counts[name];
            if (!m_documents.value(name).titles.contains(found.captured(5)))
                reading.report(found.capturedStart(), name + u", \""_s + found.captured(5) + u'"',
                               u"no such heading"_s);
        } else if (isEntry) {
            const bool isOfSection = !section.isEmpty() && section.front().isDigit();
            if (isOfSection && !m_documents.value(name).itemsBelow.value(section).contains(found.captured(4).toInt()))
                reading.report(found.capturedStart(), name + u' ' + section + u", "_s + found.captured(),
                               u"no such entry"_s);
        } else {
            section = found.captured(1) + found.captured(2) + found.captured(3);
            look(reading, name, section, found.capturedStart());
        }
        end = found.capturedEnd();
    }
    return end;
}

/// Rows that stand without the name of their document.
void CitationReader::readBare(Reading& reading)
{
    static const QRegularExpression row(uR"((?<![\w.#'-])(F\d\d|S\d\d|G\d{1,2}|I\d{1,2})\b(?!-))"_s);
    static const QRegularExpression feature(uR"(\(([A-EJ-L]\d{1,2})\))"_s);
    static const QRegularExpression defect(uR"(\bdefect (\d+)\b)"_s);
    for (auto each = defect.globalMatch(reading.text()); each.hasNext();) {
        const auto found = each.next();
        ++m_counts[kDefects];
        if (!m_documents.value(kDefects).itemsBelow.value(u"3"_s).contains(found.captured(1).toInt()))
            reading.report(found.capturedStart(), found.captured(), u"no such row in chat-history §3"_s);
    }
    if (!reading.options.own.isEmpty()) return;  // a document's own tables
    for (auto each = feature.globalMatch(reading.text()); each.hasNext();) {
        const auto found = each.next();
        if (!reading.isRead[size_t(found.capturedStart(1))])
            reading.report(found.capturedStart(), found.captured(), u"of which document?"_s);
    }
    if (!reading.options.bareRows) return;
    for (auto each = row.globalMatch(reading.text()); each.hasNext();) {
        const auto found = each.next();
        if (!reading.isRead[size_t(found.capturedStart())])
            look(reading, documentOfRow(found.captured(1)), found.captured(1), found.capturedStart());
    }
}

void CitationReader::look(Reading& reading, const QString& document, const QString& item, qsizetype at)
{
    const auto found = m_documents.constFind(document);
    if (found == m_documents.cend()) return;  // told where it was named
    ++m_counts[document];
    const bool isRow = item.front().isLetter();
    const bool isThere = isRow ? found->rows.contains(item) : found->hasSection(item);
    if (!isThere) reading.report(at, document + u' ' + item, isRow ? u"no such row"_s : u"no such section"_s);
}

}  // namespace tongdai::testing
