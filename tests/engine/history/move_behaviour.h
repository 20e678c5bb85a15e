#pragma once

#include "engine/history/move/shop_move.h"

#include <QObject>
#include <QTemporaryDir>

namespace tongdai::testing {

/// What moving a shop must do, whatever server it goes to. One test class per server.
class MoveBehaviour : public QObject {
    Q_OBJECT
protected:
    static constexpr int kMessages = 1000;

    virtual std::unique_ptr<SqlSession> makeTarget() = 0;
    virtual void clearTarget() = 0;
    /// Cuts every connection to the target, as a restarting server does.
    virtual void cutTarget() = 0;
    /// Asked of the server, past the code under test.
    virtual QByteArray askTarget(const QString& sql) = 0;

    QString shopFile() const { return m_dir.filePath(QStringLiteral("history.sqlite")); }
    /// What went wrong; empty: the move ended well, see m_outcome.
    QString moveShop(const ShopMove::Report& report = [](const MoveProgress&) {});

    QTemporaryDir m_dir;
    MoveOutcome m_outcome;
    std::shared_ptr<std::atomic<bool>> m_cancelled;
    bool m_wasCancelled = false;

protected slots:
    void init();
private slots:
    void everyRowArrivesAndIsCounted();
    void itsLinesAreFoundThere();
    void anIndexMadeBeforeIsMadeAgain();
    void theAuditLogStillHolds();
    void theOldFileIsUntouched();
    void progressNamesPhasesAndEnds();
    void theServerGoesOnNumberingBehindTheShop();
    void aCutInTheMiddleLeavesNothingAndCanBeRepeated();
    void cancellingLeavesNothing();
    void aDatabaseWithAnotherShopIsRefused();
    void aDatabaseOfAnotherProgramIsRefused();
    void aDatabaseAnEngineOnlyLookedAtIsEmpty();
    void aMoveThatHadEndedIsRecognised();
    void aShopThatWentOnThereIsNotTakenForTheSame();
    void aDamagedShopIsNotMoved();
};

}  // namespace tongdai::testing
