#pragma once

#include "tests/support/fake_pages.h"
#include "tests/support/fake_setup.h"
#include "tests/support/fake_shop_system.h"
#include "tests/support/fake_statistics.h"
#include "ui/common/look/system_scheme.h"
#include "ui/common/widgets/elided_label.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/setup/setup_page.h"

#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>
#include <QTimeZone>

#include <memory>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

class LightSetupDesktop final : public SystemScheme {
public:
    Scheme current() const override { return Scheme::Light; }
};

/// The Setup page with fakes behind it, and hands to use it.
struct SetupStage {
    explicit SetupStage(LanguageChoice words = LanguageChoice::English, SchemeChoice scheme = SchemeChoice::Light)
    {
        language.setZone(QTimeZone(7 * 3600));
        language.setChoice(words);
        theme.setChoice(scheme);
        theme.install();
        SetupDoors doors{tester, works, desk, &shop, nullptr, &statistics};
        doors.pages = &pages;
        page = std::make_unique<SetupPage>(doors, Look{theme, language, &systemNow});
        page->resize(1302, 680);
    }
    QWidget* section(const QString& name) const
    {
        for (SetupSection* candidate : page->findChildren<SetupSection*>())
            if (candidate->objectName() == name) return candidate;
        return nullptr;
    }
    QWidget* open(const QString& name) const
    {
        page->openSection(name);
        return section(name);
    }
    static QString wordsOf(QWidget& widget)
    {
        QStringList words;
        for (const QLabel* label : widget.findChildren<QLabel*>())
            if (label->isVisibleTo(&widget)) words << label->text();
        for (const ElidedLabel* label : widget.findChildren<ElidedLabel*>())
            if (label->isVisibleTo(&widget)) words << label->fullText();
        return words.join(u'\n');
    }
    static QPushButton* button(QWidget& widget, const QString& name) { return widget.findChild<QPushButton*>(name); }
    static void type(QWidget& widget, const QString& field, const QString& text)
    {
        auto* edit = widget.findChild<QLineEdit*>(field);
        edit->setFocus();
        edit->selectAll();
        edit->setText({});
        QTest::keyClicks(edit, text);
    }
    QWidget& postgresForm() const
    {
        QWidget& history = *open(u"history"_s);
        history.findChild<QRadioButton*>(u"choice1"_s)->click();
        type(history, u"host"_s, u"192.168.1.20"_s);
        type(history, u"password"_s, u"s3cret"_s);
        return history;
    }
    NoticeBar& bar() const { return *page->findChild<NoticeBar*>(u"restartBar"_s); }

    FakeTester tester;
    FakeWorks works;
    FakeSetupDesk desk;
    FakeShopSystem shop;
    FakePages pages;
    FakeStatistics statistics;
    LightSetupDesktop desktop;
    Theme theme{desktop};
    Language language;
    std::unique_ptr<SetupPage> page;
};

}  // namespace tongdai::testing
