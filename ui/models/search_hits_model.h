#pragma once

#include "engine/api/desk.h"
#include "ui/models/search_excerpt.h"
#include "ui/models/search_request.h"

#include <QAbstractListModel>
#include <QSet>

namespace tongdai {

/// What a search found, page after page: the hits of a page stand together by conversation, under a row that names it.
/// A later page is added below; nothing moves, but what leaves the sight of whoever sits here goes (features I2). An
/// answer to an older question is dropped. Lives on the GUI thread.
class SearchHitsModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum class State : quint8 { Idle, Loading, Ready, Failed };
    struct Row {
        MessageHit hit;     ///< of a heading: its first
        Excerpt excerpt;    ///< of a hit: made once, because a body may be long and rows are painted often
        int hitsBelow = 0;  ///< > 0: a heading
        bool isHeading() const { return hitsBelow > 0; }
    };

    explicit SearchHitsModel(api::Desk& desk, QObject* parent = nullptr);

    /// Asks; what is shown stays until the answer is there. A request for nothing empties the list.
    void ask(const SearchRequest& request);
    void retry() { ask(m_request); }
    void fetchNext();

    State state() const { return m_state; }
    /// What the rows answer.
    const SearchRequest& answered() const { return m_answered; }
    const std::optional<api::DeskFailure>& failure() const { return m_failure; }
    int hits() const { return m_hits; }
    bool hasMore() const { return m_next.has_value(); }
    bool isTelex() const { return m_isTelex; }
    const Row& rowAt(int row) const { return m_rows[size_t(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    void stateChanged();

private:
    void take(api::RequestId request, const MessageHits& found);
    void takeHidden(const std::vector<ConversationId>& ids);
    void drop(const ConversationId& conversation);
    void takeFailure(api::RequestId request, const api::DeskFailure& failure);
    void append(const std::vector<MessageHit>& hits);
    void setState(State state);

    api::Desk& m_desk;
    SearchRequest m_request;
    SearchRequest m_answered;
    std::vector<Row> m_rows;
    int m_hits = 0;
    QSet<ConversationId> m_hiddenMeanwhile;  ///< while an answer was on its way
    std::optional<SearchPlace> m_next;
    bool m_isTelex = false;
    State m_state = State::Idle;
    std::optional<api::DeskFailure> m_failure;
    api::RequestId m_first = 0;
    api::RequestId m_more = 0;
};

}  // namespace tongdai
