#include "engine/host/boot/door_bounds.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

/// Who may come in through this engine's doors, as the settings have it.
class DoorBoundsTest : public QObject {
    Q_OBJECT
private slots:
    void leavesRoomForAsManyChatsOfAnAddressAsTheSettingsSay()
    {
        EngineConfig config;
        const http::Limits usual = httpLimits(config);
        QVERIFY(usual.connectionsPerAddress > config.chatConnectionsPerAddress);  // calls beside them
        config.chatConnectionsPerAddress = 5'000;
        QVERIFY(httpLimits(config).connectionsPerAddress > 5'000);
        config.chatConnectionsPerAddress = 50'000;
        QVERIFY(httpLimits(config).connections > 50'000);
        config.chatConnectionsPerAddress = 1;  // what other callers may have does not depend on it
        QCOMPARE(httpLimits(config).connectionsPerAddress, http::Limits().connectionsPerAddress);
    }
};

TONGDAI_TEST(DoorBoundsTest)

}  // namespace tongdai::testing

#include "door_bounds_test.moc"
