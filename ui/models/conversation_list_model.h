#pragma once

#include "engine/api/desk.h"
#include "engine/domain/work/work_queue.h"

#include <QAbstractListModel>
#include <QHash>
#include <QSet>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace tongdai {

/// The rows of one queue as the Live page lists them. Lives on the GUI thread, changes only when the desk answers or
/// reports, and touches only the rows that changed.
///
/// While held (somebody is using the list) rows change in place and nothing that is seen moves or leaves; what would
/// have is counted by movesWaiting() and done by applyMoves() (features A4). Who is new appears below what is seen,
/// never out of it. Bounded by what the person scrolled to: pages of kPageRows, and a row that sinks below the last
/// loaded page leaves until it is fetched again.
class ConversationListModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole + 1, ConversationRole, DraftRole, LeavingRole };
    enum class State : quint8 { Loading, Ready, Failed };
    static constexpr int kPageRows = 500;

    /// Where a row stands: by its key, or behind another row's place while the list is held.
    struct Place {
        ListKey key;
        quint64 behind = 0;  ///< 0: at the key itself; else a growing number, so that later ones stand further back
        friend bool operator==(const Place&, const Place&) = default;
        friend std::strong_ordering operator<=>(const Place&, const Place&) = default;
    };
    struct Row {
        Conversation conversation;
        Place place;           ///< where it was placed last; differs from its own while held
        bool leaving = false;  ///< belongs to the queue no more, still shown because the list is held
    };

    explicit ConversationListModel(api::Desk& desk, QObject* parent = nullptr);

    /// Asks for another queue, order or filter. The old rows stay, in place, until the answer is here; if it fails,
    /// those of them that belong to it.
    void show(WorkQueue queue, ListOrder order, const QString& filter);
    void reload();
    WorkQueue queue() const { return m_query.queue; }
    ListOrder order() const { return m_query.order; }
    QString filter() const { return m_query.filter; }

    State state() const { return m_state; }
    const std::optional<api::DeskFailure>& failure() const { return m_failure; }

    void setHeld(bool held);
    bool isHeld() const { return m_held; }
    /// Asked for the first row below what is seen whenever somebody new appears while held; absent: behind all rows.
    void setFold(std::function<int()> firstRowBelow) { m_fold = std::move(firstRowBelow); }
    /// Rows that stand where they do not belong, the new ones apart.
    int movesWaiting() const;
    /// Who came while held: shown below what was seen.
    const QSet<ConversationId>& newcomers() const { return m_newcomers; }
    void applyMoves();

    void setDraft(const ConversationId& id, const QString& text);
    /// Both null when there is none; valid until the next change of the model.
    const Row* rowAt(int row) const;
    const Conversation* find(const ConversationId& id) const;
    int rowOf(const ConversationId& id) const;
    QString draft(const ConversationId& id) const { return m_drafts.value(id); }
    const api::Activity* activity(const ConversationId& id) const;
    /// Whether the customer was promised a person who did not come in time.
    bool isForgotten(const Conversation& conversation) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

signals:
    void stateChanged();
    /// movesWaiting() or newcomers() changed.
    void heldBackChanged();

private:
    void takePage(api::RequestId request, const ConversationPage& page);
    void takeFailure(api::RequestId request, const api::DeskFailure& failure);
    void takeChanges(const std::vector<Conversation>& rows);
    void takeHidden(const std::vector<ConversationId>& ids);
    void takeActivity(const api::Activity& activity);
    void takeForgotten(const api::NobodyCame& news);
    void replaceAll(const ConversationPage& page);
    void appendPage(const ConversationPage& page);
    void keepWhatBelongs();
    void change(const Conversation& conversation);
    void changeKnown(Row& row, const Conversation& conversation);
    void insert(const Conversation& conversation);
    void insertBelowTheFold(const Conversation& conversation);
    void insertAt(const Conversation& conversation, const Place& place);
    void catchUp();
    void removeAt(int row);
    void moveToPlace(int row, const ListKey& key);
    void followRow(int from, int to);
    bool isListed(const Conversation& conversation) const;
    bool staysInPlace(int row, const Place& place) const;
    int placeFor(const Place& place) const;
    void tellHeldBack();
    void repaintRow(const ConversationId& id);
    bool movesAreHeld() const { return m_held || m_request != 0; }

    api::Desk& m_desk;
    ConversationQuery m_query;
    ConversationQuery m_answered;  ///< whose answer the rows are
    QString m_foldedFilter;
    /// What the engine found for the filter, also in older lines: stays while the filter does.
    QSet<ConversationId> m_found;
    State m_state = State::Loading;
    std::optional<api::DeskFailure> m_failure;
    api::RequestId m_request = 0;      ///< the new query's first page, 0 when none is asked for
    api::RequestId m_moreRequest = 0;  ///< the next page
    bool m_hasMore = false;
    std::optional<ListKey> m_lastLoaded;  ///< where the loaded pages end

    std::vector<std::unique_ptr<Row>> m_rows;  ///< sorted by Row::place
    QHash<ConversationId, Row*> m_byId;
    QSet<ConversationId> m_newcomers;        ///< came while held
    QSet<ConversationId> m_displaced;        ///< rows whose place is not where they belong
    std::vector<Conversation> m_sinceAsked;  ///< changes that may be newer than the page under way
    QHash<ConversationId, QString> m_drafts;
    QHash<ConversationId, api::Activity> m_activities;
    QHash<ConversationId, TimePoint> m_forgotten;  ///< nobody came since then
    std::function<int()> m_fold;
    quint64 m_lastBehind = 0;
    bool m_held = false;
    std::pair<int, int> m_heldBackTold;  ///< moves and newcomers as last told
};

}  // namespace tongdai
