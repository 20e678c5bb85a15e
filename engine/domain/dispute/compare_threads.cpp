#include "engine/domain/dispute/compare_threads.h"

#include "engine/domain/text/fold_text.h"

#include <algorithm>

namespace tongdai {

namespace {

/// What a line says; an attachment by its name.
std::vector<QString> saidIn(const DisputeThread& thread)
{
    std::vector<QString> said;
    for (const DisputeLine& line : thread.lines) {
        QString text = line.body;
        for (const DisputeAttachment& file : line.attachments)
            text += QLatin1Char(' ') + file.name;
        said.push_back(foldText(text).trimmed());
    }
    return said;
}

bool areOfOneMoment(const DisputeLine& a, const DisputeLine& b)
{
    return a.hasTime() && b.hasTime() && std::chrono::abs(a.at - b.at) <= kSameMoment;
}

LineDifference differenceOf(const DisputeLine& a, const DisputeLine& b, bool isSameText)
{
    if (a.deletedAt.has_value() != b.deletedAt.has_value()) return LineDifference::Deleted;
    if (!isSameText) return LineDifference::Text;
    // A time that is missing on one side contradicts nothing.
    const bool isOtherTime = a.hasTime() && b.hasTime() && !areOfOneMoment(a, b);
    return isOtherTime ? LineDifference::Time : LineDifference::Same;
}

/// Places of the longest common row of texts.
std::vector<std::pair<int, int>> commonRow(const std::vector<QString>& first, const std::vector<QString>& second)
{
    const size_t rows = first.size();
    const size_t columns = second.size();
    std::vector<quint32> longest((rows + 1) * (columns + 1), 0);
    const auto at = [&](size_t i, size_t j) -> quint32& { return longest[i * (columns + 1) + j]; };
    for (size_t i = rows; i-- > 0;) {
        for (size_t j = columns; j-- > 0;)
            at(i, j) = first[i] == second[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    }
    std::vector<std::pair<int, int>> common;
    for (size_t i = 0, j = 0; i < rows && j < columns;) {
        if (first[i] == second[j])
            common.emplace_back(int(i++), int(j++));
        else if (at(i + 1, j) >= at(i, j + 1))
            ++i;
        else
            ++j;
    }
    return common;
}

class ThreadComparison {
public:
    ThreadComparison(const DisputeThread& first, const DisputeThread& second) : m_first(first), m_second(second) {}

    std::vector<ComparedLine> run()
    {
        int i = 0;
        int j = 0;
        for (const auto& [a, b] : commonRow(saidIn(m_first), saidIn(m_second))) {
            between(i, a, j, b);
            m_rows.push_back({a, b, differenceOf(m_first.lines[size_t(a)], m_second.lines[size_t(b)], true)});
            i = a + 1;
            j = b + 1;
        }
        between(i, int(m_first.lines.size()), j, int(m_second.lines.size()));
        return m_rows;
    }

private:
    /// Between two lines that are the same: what was written down at the same moment is one line, said differently.
    void between(int i, int iEnd, int j, int jEnd)
    {
        while (i < iEnd || j < jEnd) {
            const DisputeLine* const a = i < iEnd ? &m_first.lines[size_t(i)] : nullptr;
            const DisputeLine* const b = j < jEnd ? &m_second.lines[size_t(j)] : nullptr;
            if (a && b && areOfOneMoment(*a, *b))
                m_rows.push_back({i++, j++, differenceOf(*a, *b, false)});
            else if (a && (!b || a->at <= b->at))
                m_rows.push_back({i++, -1, LineDifference::OnlyFirst});
            else
                m_rows.push_back({-1, j++, LineDifference::OnlySecond});
        }
    }

    const DisputeThread& m_first;
    const DisputeThread& m_second;
    std::vector<ComparedLine> m_rows;
};

}  // namespace

std::vector<ComparedLine> compareThreads(const DisputeThread& first, const DisputeThread& second)
{
    return ThreadComparison(first, second).run();
}

}  // namespace tongdai
