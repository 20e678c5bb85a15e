#pragma once

#include "engine/history/sql_history.h"
#include "tests/engine/history/await_task.h"

#include <QObject>

#include <memory>

namespace tongdai::testing {

struct MadeWeeks;

/// A wall clock that stands still until it is moved. Leases do not follow it: they run by the store's own clock.
class StandingClock final : public ports::Clock {
public:
    TimePoint now() const override { return m_now; }
    std::chrono::nanoseconds elapsed() const override { return m_now.time_since_epoch(); }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
    void advance(std::chrono::milliseconds by) { m_now += by; }

private:
    TimePoint m_now{std::chrono::milliseconds(1'763'712'000'000)};
};

/// What a durable store does, the same on every backend. A backend's test derives from
/// it and says where a fresh store is; every slot starts with an empty one.
class HistoryBehaviour : public QObject {
    Q_OBJECT
protected:
    /// A new, empty store for one test function.
    virtual HistoryBackend makeBackend() = 0;
    /// Takes the store away again.
    virtual void dropBackend() {}
    /// Transactions that the server has undone so far because they waited for each other.
    virtual qint64 deadlocks() { return 0; }
    /// Somebody waits for a lock in the server, or begins only when raw() has ended.
    virtual bool someoneWaits() { return true; }
    /// The same, asked while raw() is in a transaction: it stays awake, as a server ends one that is idle.
    bool someoneWaitsForRaw();
    /// What a store wrote.
    struct StoreWrites {
        qint64 rows = 0;          ///< inserted, changed, deleted; 0 where it does not count them
        qint64 indexEntries = 0;  ///< likewise
        qint64 logBytes = 0;      ///< of its write-ahead log, full pages left out
    };
    /// Where the store's log is now, in its own words.
    virtual QByteArray logPosition() = 0;
    virtual StoreWrites writesSince(const QByteArray& position) = 0;
    /// The server counts what is in the tables, as it does by itself sooner or later.
    virtual void analyze() {}
    /// Everything an embedded store has in its files.
    virtual QByteArray bytesOnDisk() { return {}; }

    // Words to write tests with.
    static IncomingMessage message(const QString& conversation, const QString& id,
                                   const QString& text = QStringLiteral("còn size M không?"));
    /// To "c1", by its sender's clock.
    static IncomingMessage sentAt(const QString& id, double seconds);
    Accepted accept(const IncomingMessage& incoming, const OwnerId& claimFor = {});
    AcceptOutcome tryAccept(const IncomingMessage& incoming, const OwnerId& claimFor = {});
    static FinishRequest answer(const Claim& claim, Seq upto, const QString& text = QStringLiteral("Dạ còn ạ."));
    std::vector<StoredMessage> thread(const QString& conversation);
    static ChatUser chatUser(const QString& id, ChatRole role = ChatRole::Client);
    /// A thread of these, all of them in it.
    ChatThread openThread(const QString& conversation, std::vector<ChatUser> users);
    Accepted write(const QString& conversation, const QString& user, const QString& id);
    std::vector<UndeliveredLine> undelivered(const QString& user, const QByteArray& device = {});
    Conversation row(const QString& conversation);
    /// As if `seconds` had passed on the store's clock.
    void expireLeases(const QString& table);
    std::vector<MessageHit> found(const MessageQuery& query);
    QStringList textsFound(const QString& words);
    ChatEntry exchange(const QString& session, const QString& id, qint64 secondsAgo = 10) const;
    RecordEntryOutcome record(const ChatEntry& entry, int maxSessions = 100);
    /// Tables of the store, and of those the ones in which `needle` stands anywhere.
    QStringList tables();
    QStringList placesOf(const QByteArray& needle);
    void plantPerson(const QByteArray& marker);
    void plantMember(const QByteArray& marker);
    static constexpr int kWeeksDays = 40;  ///< enough for a month and for the end of summer time
    void plantWeeks(int days = kWeeksDays);
    void plantLines(int conversations, int days);
    int rollUp();
    void compareWith(const MadeWeeks& made, const StatsQuery& query);
    /// All pages of them.
    std::vector<ConversationFigures> detailsOf(const StatsQuery& range, int limit);
    QStringList page(const QString& session, int skip = 0, int limit = 20);
    SqlSession& raw() { return *m_raw; }
    SqlHistory& store() { return *m_store; }
    StandingClock& clock() { return m_clock; }
    const HistoryBackend& backend() const { return m_backend; }
    void reopen();
    /// What is submitted until leaveIt() waits, and is then taken as one batch.
    void holdTheWriter();
    void leaveIt();

private slots:
    void init();
    void cleanup();

    // Accept (guarantees 2.3)
    void numbersMessagesInTheOrderOfAcceptance();
    void keepsEveryByteOfAMessage();
    void sqlInEveryFieldStaysText_data();
    void sqlInEveryFieldStaysText();
    void hasTheColumnsOfTheContract();
    void answersARepetitionWithTheStoredResult();
    void refusesAnotherBodyUnderTheSameId();
    void keepsTheSameIdOfTwoConversationsApart();
    void knowsWhatItHasAccepted();
    void keepsIdsThatDifferInAnyByteApart();
    void claimsAtOnceWhenNobodyHoldsIt();
    void leavesAHeldConversationToItsHolder();
    void acceptsManyAtOnceInOneCommit();
    void marksAMessageThatArrivedLate();
    void believesASendersClockForAMinute();
    void forgetsAFutureThatAnOlderVersionKept();
    void acceptsForThePersonAfterATakeover();
    void reopensAClosedConversation();

    // What no customer wrote (history_behaviour_outside.cpp).
    void letsAPersonAnswerOutside();
    void letsTheShopWriteFirst();
    void showsAMachineAndAsksNobody();
    void foldsWhatComesBackOfOurOwn();
    void foldsEachMessageOfAnAnswerOnce();
    void leavesAnUnknownSenderToAPerson();
    void foldsThePiecesAPageTookALineIn();
    void foldsWhatHasAnIdThePageTold();
    void onlyAPagesOwnLinesSayWhereItLives();
    void notesWhatIsTakenBackThere();

    // Disputes (history_behaviour_cases.cpp)
    void opensOneCaseAConversation();
    void decidesACaseByTwoPeople();
    void listsCasesByKey();
    void keepsACaseThatIsHeld();

    // Claim (guarantees 2.4)
    void grantsAClaimOnceAndTellsWhoHoldsIt();
    void grantsAgainWhenTheLeaseIsOver();
    void ignoresALeaseFurtherAheadThanAnyLegalOne();
    void renewsOnlyWhatIsStillHeld();
    void givesBackAClaim();
    void shutsTheHolderOutByForce();
    void listsWhatIsDueLongestWaitingFirst();

    // Finish (guarantees 2.4, 2.5)
    void recordsAnAnswerOnce();
    void tellsHowOftenAConversationWasWritten();
    void givesARepeatedFinishTheFirstOutcome();
    void refusesALateHolder();
    void supersedesAnAnswerThatNewerMessagesOvertook();
    void answersAnywayWhenRestartsAreUsedUp();
    void handsOverToAPerson();
    void setsPoisonAside();
    void closesWhenTheAnswerEndsTheConversation();
    void recordsATurnThatNeverHadAnAnswer();
    void showsTheBotOnlyWhatTheCustomerKnows();
    void givesTheBotTheMetadataOfTheNewestMessage();

    // People
    void takesOverAtOnce();
    void letsOnePersonTake();
    void handsBackWithUnansweredMessages();
    void handsBackWithoutAskingTwice();
    void handsBackWithAWordForTheBot();
    void sendsAnOperatorsWordsOnce();
    void sendsNothingOfTheSampleShop();
    void keepsNotesAmongColleagues();
    void closesAndReopens();

    // Takeovers that end by themselves, sessions of the older product (history_behaviour_takeovers.cpp)
    void limitsATakeover();
    void returnsByTimeOnce();
    void staysWithWhoAskedForMoreTime();
    // To whom nobody came (history_behaviour_absence.cpp)
    void findsWhoWaitsLong();
    void actsOnceWhereNobodyCame();
    void leavesWhoSomebodyCameTo();
    void anApologyAnswersNothing();
    void anApologyGoesWhereItsConversationLives();
    void theBotGoesOnWhereNobodyCame();
    void leavesWhatMayGoOnToItsEngine();
    void listsSessionsWithTheirTags();
    void readsWhatWasSaidPageByPage();

    // What the bot proposes to people (history_behaviour_proposals.cpp)
    void keepsAProposalThatNobodyIsSent();
    void keepsNoProposalThatIsOutOfDate();
    void measuresWhatWasSentInsteadOfAProposal();
    void draftsWhereTheChannelOnlyDrafts();
    void draftsForWhoeverTakesItInSuchAChannel();
    void draftsAfterAFailedTurn();
    void endsDraftsWithWhoAnswers();

    // Another system's history (history_behaviour_imports.cpp)
    void takesOverAHistoryOnce();
    void anImportSaysWithItsLinesHowFarItIs();
    void leavesWhatLivesHereAlone();
    void takesNothingBackThatWasErased();
    void takesNothingBackOfASecondSpeaker();
    void takesNothingBackThatIsJustBeingErased();
    void countsOfAnImportOnlyWhatWasSaid();
    void putsNothingBelowWhatAPersonSaid();
    void livesWhereItsCustomerWritesNow();
    void knowsAllLinesOfABatchAgain();

    // Outbox (guarantees 2.6)
    void sendsInOrderPerConversation();
    void triesAgainAndGivesUp();
    void showsAnAnswersPlanStepByStep();
    void asksAPersonWhenASendWasCut();
    void whatIsInOurHandsIsNotTakenOverByUs();
    void aRefusedLineIsTriedAgainUnderAKeyOfItsOwn();
    void whatMayHaveArrivedKeepsItsKey();
    void aRefusalHidesNoTryThatMayHaveArrived();
    void anOlderRowsTriesAreNotForgotten();
    void whatIsDroppedIsNotSentAgain();
    void sendsOtherWordsInPlaceOfARefusedLine();  // history_behaviour_reword.cpp
    void leavesWordsThatMayHaveArrived();
    void leavesWordsAfterATryThatMayHaveArrived();
    void otherWordsLeaveWhoWaitsWaiting();
    void otherWordsForAnOlderAnswerAreNoReply();
    void tellsWhatBecameOfEachTry();  // history_behaviour_tries.cpp
    void roundsThatWereHeldBackAreNoTries();
    void roundsThatWereHeldBackUseUpNoAttempts();
    void tellsWhatWasNotSentInItsOrder();
    void notesOnlyTriesThatSaySomething();
    void forgetsThePlatformsWordsAboutAPerson();
    void showsThePlatformsAnswerToARepetition();
    void tellsHowLongRecordingAndSendingTook();
    void withdrawsWhatATakeoverMadeStale();

    // What a message costs (history_behaviour_costs.cpp)
    void aMessageCostsNoMoreThanItDid();
    void aMessageWritesNoMoreThanItDid();
    void aBatchAsksAServerLessOftenThanItHasMessages();

    // Queries
    void listsQueuesAsTheRuleSays();
    void listsCountsAndFindsOnlyWhatIsInSight();
    void filtersWithoutRegardToTones();
    void pagesAListAndAThread();
    void tellsWhatHappenedInCommitOrder();
    void countsForTheAdministrator();
    void keepsDraftsApart();
    void cleansUpOnlyWhatIsFinished();
    void removesTheSampleAndNothingElse();
    void nobodyOutsideMarksASample();
    void aHeldSampleStays();
    void datesOnlySamplesBack();

    // Statistics (history_behaviour_statistics.cpp)
    void countsAShopsWeeks();
    void countsWhatTheBotDid();
    void countsTheSameInPieces();
    void countsAScriptedWeek();
    void countsTakeoversByIntent();
    void triesARuleOnTheLastDays();
    void keepsWhatARuleHeldBackUnsent();
    void keepsWhatARuleHeldBackOfAnAnswerThatWasOvertaken();
    void rollsUpEachHourOnce();
    void rollsUpAnewWhatCameLate();
    void leavesTheWritingToWhoHasTheTask();

    // Search (features A14, K2)
    void findsWhatWasSaidHoweverItIsTyped_data();
    void findsWhatWasSaidHoweverItIsTyped();
    void putsHitsWithTheTypedMarksFirst();
    void filtersHits();
    void pagesHitsWithoutLossOrRepetition();
    void asksTheIndexForWhatIsOlder();
    void findsAnswersAndNotesButNothingUnsent();
    void forgetsWhatIsGone();
    void findsWhatAnOlderVersionStored();
    void countsByTheWorkingHoursThatAreSet();
    void tellsHowFastTheDebtGrows();    // history_behaviour_debt.cpp
    void countsActionsAndTheirTries();  // history_behaviour_actions.cpp
    void countsHowLongConcernsTook();   // history_behaviour_resolutions.cpp
    void detailsSumUpToTheFigures();    // history_behaviour_details.cpp; so are these two
    void detailsTellOfAConversation();
    void aPageOfDetailsTakesAFewQuestions();
    void keepsMarksOfTheChart();
    void findsWhatHappened();
    void pagesWhatHappenedWithoutLoss();
    void looksAtSoManyRunsWhoeverSeesThem();

    // Chat (contracts/realtime-chat §5 and §8, guarantees 2.8)
    void opensAThreadOnce();
    void writesAReceiptForEverybodyWhoTakesPart();
    void givesTheBotsAndTheDesksLinesReceipts();
    void leavesWhoeverHasLeftAlone();
    void movesReadMarksOnlyForward();
    void marksWhatStoodThereBeforeTheReader();
    void marksWhatWasDelivered();
    void reportsTheEventsOfEachCommit();
    void marksALineOfABigRoomAtOnce();
    void marksForThoseWhoAreStillThere();
    void remembersHowFarADeviceHasCome();
    void pagesAChatsLines();
    void listsTheThreadsOfOne();
    void findsThreadsByWordsWithMarks();
    void knowsTheUsersOfAChat();

    // Chat sessions (contracts/chat-history)
    void recordsAnExchangeOnce();
    void keepsASessionToItsOwner();
    void letsAUsersOwnSessionMakeWay();
    void keepsAUsersOwnSessionWithItsUser();
    void showsExchangesInTheOrderTheyWereSaid();
    void neverShowsATimeThatHasNotCome();
    void listsSessionsNewestFirst();
    void pushesTheOldestSessionOut();
    void addsNothingToAnArchivedSession();
    void showsWhatCameThroughOtherDoors();

    // Erasure, holds, retention, audit (guarantees 2.15, 2.16)
    void erasesEveryCopyOfAPerson();
    void findsNothingOfWhatWasErased();
    void erasesOneSessionAndNothingElse();
    void takesNoOldCopyBackAfterAnErasure();
    void acceptsWhatComesWithAnErasure();
    void refusesToEraseWhatIsHeld();
    void refusesToChangeAHeldConversationOfAnother();
    void keepsWhatRetentionSaysAndRemovesTheRest();
    void timesARequestForErasure();
    void listsRequestsFromBeforeTheList();
    void listsWhoWaitsToBeErased();
    void forgetsNoEventOfWhatIsHeld();
    void keepsALineThatIsJustSentAgain();
    void keepsWhatAnotherEngineIsJustHolding_data();
    void keepsWhatAnotherEngineIsJustHolding();
    void noticesAChangedAudit();
    void noticesAuditEntriesInAnotherOrder();
    void noticesAuditEntriesThatAreMissingOrTooMany();
    void writesDownWhatPeopleDo();
    void tellsAProgramFromAPersonOfItsName();
    void tellsWhereTheAuditEnds();
    void knowsEveryTableOfTheSchema();

    // Background work (guarantees 2.7, history_behaviour_tasks.cpp)
    void keepsATaskOnceAndInOrder();
    void refusesALateWorker();
    void triesATaskAgainAndSetsItAside();
    void aTaskThatKillsItsWorkerEndsAsADeadLetter();
    void keepsEveryTryThatFailed();
    void givesADeadLetterAnotherBody();
    void cancelsATask();
    void saysHowFarATaskIs();
    void givesATaskBackWithoutCountingIt();
    void leavesKindsItDoesNotKnow();
    void forgetsTasksThatAreLongDone();
    void forgetsOrdersOfOneConversationTogether();
    void callsOfAHookAreAQueueOfTheirOwn();
    void aHookReadsEveryEventOnce();
    void endsCallsOfAHookThatIsNoMore();
    void twoEnginesShareTheTasks();
    void beginsATaskInTheHandsOfItsMaker();
    void tellsWhatAnAiFoundInLines();
    void mergesDetailsWithTheTaskThatFoundThem();
    void keepsNothingOfALineThatWasErased();
    void erasesWhatTasksKnewAndFound();
    void savesALineOfAnotherProgramOnce();
    void leavesAnOlderStatus();
    void aPersonDecidesAboutADeadLetter();

    // Who may sit at the desk (security S14, history_behaviour_staff.cpp)
    void keepsWhoMaySitAtTheDesk();
    void addsAPersonWithTheirSight();
    void changesAPersonAndSaysSo();
    void keepsOneAdministrator();
    void slowsDownWhoTriesPasswords();

    // Several at work
    void twoEnginesNeverHoldTheSameConversation();

    // What meets in one transaction of an engine, and two engines (history_behaviour_engines.cpp)
    void aRenewalHoldsBesideANewMessage();
    void aRepetitionFindsTheAnswerOfItsBatch();
    void anAnswerGoesOutBehindWhatItsBatchSettles();
    void twoEnginesNeverWaitInACircle();
    void waitsForNobodyWithTheAuditLogInHand_data();
    void waitsForNobodyWithTheAuditLogInHand();
    void oneBadJobDoesNotTakeTheOthersAlong();
    void isOneInstallationForEverybody();

private:
    std::unique_ptr<SqlHistory> m_store;
    std::unique_ptr<SqlSession> m_raw;
    HistoryBackend m_backend;
    StandingClock m_clock;
    std::vector<QCoro::Task<AcceptOutcome>> m_held;
};

}  // namespace tongdai::testing
