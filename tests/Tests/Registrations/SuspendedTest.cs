using System.Text;
using Entente.Partners;
using Entente.Partners.Step;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Answer;
using Entente.Registrations.AskInfo;
using Entente.Registrations.Extend;
using Entente.Registrations.Import;
using Entente.Registrations.Meet;
using Entente.Registrations.Model;
using Entente.Registrations.Review;
using Entente.Registrations.Rules;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>A partner is suspended while its claims wait or run: whoever acts reads a clear sentence, and nothing is lost.</summary>
public sealed class SuspendedTest(House house) : IClassFixture<House>
{
    private const string Sentence = "Your company cannot register deals at the moment. Your partner manager can tell you more.";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_approval_names_the_suspension_and_is_made_only_by_saying_so()
    {
        var story = await RegistrationStory.In(house);
        var (one, other) = (await story.Submitted(story.Ines, "Waits Suspended"), await story.Submitted(story.Ines, "Waits As Well"));
        await Step(story, PartnerStatus.Active, PartnerStatus.Suspended);

        var refused = (await story.Approve(one)).Problem!;
        refused.Fields!["acceptRuling"].ShouldContain("is suspended. Tick this if you approve it all the same.");
        (await story.Load(one)).State.ShouldBe(RegistrationState.InReview);
        var page = await house.Act<ReviewQuery, ReviewView?>(story.Maren, q => q.Load(one, Ct));
        page!.Blocked.ShouldBeTrue("the form asks for the tick");
        (await story.Approve(one, accept: true)).Problem.ShouldBeNull("somebody said so");

        await Step(story, PartnerStatus.Suspended, PartnerStatus.Active);
        (await story.Approve(other)).Problem.ShouldBeNull("it waited");
    }

    [Fact]
    public async Task An_answer_to_an_open_question_is_kept_and_what_waits_is_decided_later()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Submitted(story.Ines, "Asked Before");
        await house.Act<AskForInfo, Result>(
            story.Maren,
            async u => await u.Run(new(number, (await story.Load(number)).Version, InfoTopic.WhoDecides, "Who signs?"), Ct)
        );
        await Step(story, PartnerStatus.Active, PartnerStatus.Suspended);

        (await house.Act<AnswerQuestion, Result>(story.Ines, u => u.Run(new(number, "Their CFO."), Ct))).Problem.ShouldBeNull();

        var kept = await story.Load(number);
        (kept.State, kept.Questions.Single().Reply).ShouldBe((RegistrationState.InReview, "Their CFO."));
        var anew = (await story.Submit(story.Ines, RegistrationStory.Claim("Something New"))).Problem!;
        (anew.Code, anew.Message).ShouldBe(("registration.partner_inactive", Sentence), "nothing new meanwhile");
    }

    [Fact]
    public async Task What_it_has_runs_on_and_is_not_made_longer()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Approved(story.Ines, "Runs On");
        await house.Work();
        (await house.Act<LogFirstMeeting, Result>(story.Ines, u => u.Run(number, Ct))).Problem.ShouldBeNull();
        var until = (await story.Load(number)).ProtectedUntil;
        await Step(story, PartnerStatus.Active, PartnerStatus.Suspended);

        var refused = (await Extend(story, number)).Problem!;
        (refused.Code, refused.Message).ShouldBe(("registration.partner_inactive", Sentence));
        var kept = await story.Load(number);
        (kept.Protection, kept.ProtectedUntil, kept.Extensions.Count).ShouldBe((ProtectionState.Active, until, 0));

        await Step(story, PartnerStatus.Suspended, PartnerStatus.Active);
        (await Extend(story, number)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_file_that_is_being_sent_keeps_its_rows_says_why_and_can_be_sent_again()
    {
        var story = await RegistrationStory.In(house);
        const string rows = """
            Company,Website,Contact,Contact e-mail,Value,Expected close,Need,Stage,Consent
            Filed One,filedone.example,R Ashdown,r@filedone.example,84000,2026-05-29,Trace quality issues,Evaluation,yes
            Filed Two,filedtwo.example,R Ashdown,r@filedtwo.example,84000,2026-05-29,Trace quality issues,Evaluation,yes

            """;
        var file = (
            await house.Act<UploadImport, Result<ImportFileId>>(
                story.Ines,
                u => u.Run("claims.csv", new MemoryStream(Encoding.UTF8.GetBytes(rows)), Ct)
            )
        ).Value;
        var mapping = (await Show(story, file)).Mapping;
        (await house.Act<ImportActs, Result>(story.Ines, a => a.Map(file, mapping, Ct))).Problem.ShouldBeNull();
        await house.Work();
        await Step(story, PartnerStatus.Active, PartnerStatus.Suspended);

        (await Send(story, file)).Problem.ShouldBeNull();
        await house.Work();

        var view = await Show(story, file);
        (view.File.State, view.Sent, view.Refused).ShouldBe((ImportState.Judged, 0, 0));
        view.Trouble.ShouldBe($"{Sentence} The rows behind were not sent: send the file again when it can.");
        await Step(story, PartnerStatus.Suspended, PartnerStatus.Active);
        (await Send(story, file)).Problem.ShouldBeNull();
        await house.Work();
        view = await Show(story, file);
        (view.File.State, view.Sent, view.Refused, view.Trouble).ShouldBe((ImportState.Done, 2, 0, null));
    }

    private async Task Step(RegistrationStory story, PartnerStatus from, PartnerStatus to) =>
        (
            await house.Act<ChangeStatus, Result>(story.Maren, u => u.Run(new(story.Kestrel, from, to, "An invoice is open"), Ct))
        ).Problem.ShouldBeNull();

    private Task<Result<ExtensionAsked>> Extend(RegistrationStory story, string number) =>
        house.Act<RequestExtension, Result<ExtensionAsked>>(story.Ines, u => u.Run(number, "They decide in June.", Ct));

    private Task<Result> Send(RegistrationStory story, ImportFileId file) =>
        house.Act<ImportActs, Result>(story.Ines, a => a.Send(file, looks: false, Ct));

    private async Task<ImportView> Show(RegistrationStory story, ImportFileId file)
    {
        await using var scope = house.As(story.Ines);
        return (await scope.ServiceProvider.GetRequiredService<ImportQuery>().Load(file, RowFilter.All, 1, Ct)).ShouldNotBeNull();
    }
}
