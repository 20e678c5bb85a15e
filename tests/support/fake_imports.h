#pragma once

#include "engine/api/setup/history_import.h"

namespace tongdai::testing {

/// A file of another system's history and what comes of it, without an engine. GUI thread.
class FakeImports final : public api::HistoryImport {
    Q_OBJECT
public:
    FakeImports()
    {
        using namespace Qt::StringLiterals;
        api::ImportTableLook messages;
        messages.name = u"messages"_s;
        messages.rows = 1'208;
        messages.columns = {{u"id"_s, u"48211"_s},
                            {u"hoi_thoai"_s, u"zalo-5512"_s},
                            {u"noi_dung"_s, u"Shop ơi còn màu đen không ạ?"_s},
                            {u"nguoi_gui"_s, u"Chị Hoa"_s},
                            {u"created_at"_s, u"2023-05-30 09:00:00"_s}};
        messages.guess.table = messages.name;
        messages.guess.of(ImportField::Message) = 0;
        messages.guess.of(ImportField::Time) = 4;
        api::ImportTableLook people;
        people.name = u"users"_s;
        people.rows = 311;
        people.columns = {{u"id"_s, u"17"_s}, {u"name"_s, u"Trần Thị Hoa"_s}};
        people.guess.table = people.name;
        file.file = u"/media/usb/tin-nhan-2023.sql"_s;
        file.bytes = 3'412'000;
        file.kind = ImportFile::Kind::Sql;
        file.encoding = ImportEncoding::Windows1258;
        file.tables = {people, messages};
        file.guess = messages.guess;
        seen.lines = 1'204;
        seen.repaired = 37;
        seen.zoneless = 1'204;
        seen.leftOut = {1, 2, 1, 0};
        seen.counts = {38, 1'150, 40, 12, 2};
        const auto line = [](const char* conversation, Speaker speaker, const QString& name, const QString& text,
                             const QByteArray& original, double at) {
            ImportedLine made;
            made.conversation = ConversationId(conversation);
            made.speaker = speaker;
            made.senderName = name;
            made.text = text;
            made.original = original;
            made.at = fromUnixSeconds(at);
            return made;
        };
        const QString broken = QString::fromLatin1("Shop ơi còn màu đen không ạ?");
        seen.sample = {
            line("zalo-5512", Speaker::Customer, u"Chị Hoa"_s, u"Shop ơi còn màu đen không ạ?"_s, broken.toUtf8(),
                 1'685'412'000),
            line("zalo-5512", Speaker::Operator, u"Lan"_s, u"Dạ còn chị ơi, size M và L ạ."_s, {}, 1'685'412'060),
            line("zalo-5520", Speaker::Bot, {}, u"Chào anh, cửa hàng mở cửa lúc 8 giờ."_s, {}, 1'685'415'000)};
    }
    api::Asked<api::ImportLook> look(const QString& name) override
    {
        looked << name;
        if (failure) return api::answered<api::ImportLook>(*failure);
        return api::answered<api::ImportLook>(file);
    }
    api::Asked<api::ImportPreview> preview(const api::ImportPlan& plan) override
    {
        plans.push_back(plan);
        if (failure) return api::answered<api::ImportPreview>(*failure);
        return api::answered<api::ImportPreview>(seen);
    }
    api::Asked<api::ImportStatus> begin(const api::ImportPlan& plan) override
    {
        begun.push_back(plan);
        if (failure) return api::answered<api::ImportStatus>(*failure);
        status = newStatus();
        return api::answered<api::ImportStatus>(*status);
    }
    api::Asked<std::optional<api::ImportStatus>> newest() override
    {
        ++askedNewest;
        return api::answered<std::optional<api::ImportStatus>>(status);
    }
    api::Asked<bool> cancel(qint64) override
    {
        ++cancelled;
        if (actFailure) return api::answered<bool>(*actFailure);
        status->isCancelWanted = true;
        return api::answered<bool>(true);
    }
    api::Asked<bool> goOn(qint64) override
    {
        ++wentOn;
        if (actFailure) return api::answered<bool>(*actFailure);
        status->state = TaskState::Working;
        return api::answered<bool>(true);
    }
    void forget() override { ++forgotten; }

    /// In work, a third of the way.
    api::ImportStatus newStatus() const
    {
        api::ImportStatus made;
        made.id = 7;
        made.state = TaskState::Working;
        made.job.path = file.file;
        made.job.computer = QStringLiteral("shop-pc");
        made.job.by = QStringLiteral("Hạnh");
        made.job.total = seen.lines;
        made.job.upto = 400;
        made.job.counts = {12, 380, 15, 5, 0};
        made.job.leftOut = seen.leftOut;
        made.changedAt = fromUnixSeconds(1'763'712'000);
        return made;
    }

    api::ImportLook file;
    api::ImportPreview seen;
    std::optional<api::DeskFailure> failure;
    std::optional<api::DeskFailure> actFailure;  ///< of stopping one, and of going on
    std::optional<api::ImportStatus> status;
    QStringList looked;
    std::vector<api::ImportPlan> plans;
    std::vector<api::ImportPlan> begun;
    int askedNewest = 0;
    int cancelled = 0;
    int wentOn = 0;
    int forgotten = 0;
};

}  // namespace tongdai::testing
