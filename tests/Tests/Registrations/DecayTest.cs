using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Answer;
using Entente.Registrations.AskInfo;
using Entente.Registrations.Change;
using Entente.Registrations.Meet;
using Entente.Registrations.Model;
using Entente.Registrations.Postpone;
using Entente.Registrations.Publish;
using Entente.Registrations.Review;
using Entente.Registrations.Rules;
using Entente.Registrations.Status;
using Entente.Registrations.Undo;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>A protection that loses something without evidence. Each test has a house of its own: its clock only ever goes forward.</summary>
public sealed class DecayTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly House house = new(cluster);

    private static CancellationToken Ct => RegistrationStory.Ct;

    public async ValueTask InitializeAsync()
    {
        await house.InitializeAsync();
        house.Clock.Set(new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero));
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task Words_without_evidence_do_not_keep_it_the_partner_is_told_before_and_it_is_released()
    {
        var story = await Asking(new(40));
        var number = await Met(story, "Talks Only");
        (await Status(story, number)).Next.ShouldStartWith("Put a meeting or a proposal on record by 25 Apr 2026 to keep it;");
        (await Review(story, number)).More.Evidence.ShouldBe("Without evidence by 25 Apr 2026 it is released.");
        for (var day = 0; day < 42; day++)
        {
            if (day % 10 == 0)
                await story.Say(story.Ines, number);
            await Pass(1);
        }

        var kept = await story.Load(number);
        (kept.Protection, kept.Released).ShouldBe((ProtectionState.Released, ReleaseCause.NoEvidence));
        var mails = await Mails(kept.Id.Subject);
        mails.Count(m => m.Contains("show us how it goes with Talks Only", StringComparison.Ordinal)).ShouldBe(1);
        mails[^1].ShouldContain("was released");
        (await Status(story, number)).Next.ShouldStartWith("No evidence of how it goes came on record in time.");
    }

    [Fact]
    public async Task A_meeting_a_file_with_an_answer_and_a_postponed_day_keep_it()
    {
        var story = await Asking(new(40));
        var number = await Met(story, "Shows It");
        await Pass(30);
        await story.Say(story.Ines, number, ProgressKind.MeetingHeld);
        var after = (await story.Load(number)).EvidenceBy!.Value;
        await story.Say(story.Ines, number);
        (await story.Load(number)).EvidenceBy.ShouldBe(after, "a word is no evidence");

        await Pass(20);
        await Amend(story, number, "250,000");
        await Ask(story, number);
        (
            await house.Act<AnswerQuestion, Result>(
                story.Ines,
                u => u.Run(new(number, "The order.") { Files = [new Upload("order.txt", "Order"u8.ToArray())] }, Ct)
            )
        ).Problem.ShouldBeNull();
        var proved = (await story.Load(number)).EvidenceBy!.Value;
        (proved - after).TotalDays.ShouldBe(20, tolerance: 0.1);

        var day = DateOnly.FromDateTime(house.Clock.Now.UtcDateTime).AddDays(20);
        (await house.Act<PostponeDeal, Result>(story.Ines, u => u.Run(number, day, "They freeze projects.", Ct))).Problem.ShouldBeNull();
        ((await story.Load(number)).EvidenceBy!.Value - proved).TotalDays.ShouldBe(20, tolerance: 0.1);
    }

    [Fact]
    public async Task A_rule_that_takes_days_off_takes_them_each_time_and_evidence_keeps_what_is_left()
    {
        var story = await Asking(new(20, 15));
        var number = await Met(story, "Gets Shorter");
        var first = (await story.Load(number)).ProtectedUntil!.Value;
        for (var day = 0; day < 22; day++)
            await Pass(1);

        var once = await story.Load(number);
        (first - once.ProtectedUntil!.Value).TotalDays.ShouldBe(15, tolerance: 0.1);
        once.Protection.ShouldBe(ProtectionState.Active);
        once.Steps[^1].What.ShouldBe("Shortened: no evidence by 5 Apr 2026");
        (await Mails(once.Id.Subject)).Count(m => m.Contains("ends sooner", StringComparison.Ordinal)).ShouldBe(1);
        await story.Say(story.Ines, number, ProgressKind.ProposalSent);
        await Pass(15);
        (await story.Load(number)).ProtectedUntil.ShouldBe(once.ProtectedUntil, "evidence came");
        await Pass(10);
        ((once.ProtectedUntil - (await story.Load(number)).ProtectedUntil)!.Value.TotalDays).ShouldBe(15, tolerance: 0.1);
    }

    [Fact]
    public async Task What_was_promised_without_such_a_rule_stays_and_what_was_promised_with_one_outlives_the_rule()
    {
        var story = await RegistrationStory.In(house);
        var before = await Met(story, "Promised Before");
        await Publish(new(40));
        var under = await Met(story, "Promised Under It");
        await story.Say(story.Ines, before, ProgressKind.MeetingHeld);
        (await story.Load(before)).EvidenceBy.ShouldBeNull();
        await Publish(EvidenceRule.Never);

        for (var day = 0; day < 42; day++)
        {
            if (day % 10 == 0)
                foreach (var number in (string[])[before, under])
                    await story.Say(story.Ines, number);
            await Pass(1);
        }

        (await story.Load(before)).Protection.ShouldBe(ProtectionState.Active);
        (await story.Load(under)).Released.ShouldBe(ReleaseCause.NoEvidence);
    }

    [Fact]
    public async Task An_undone_approval_promises_nothing()
    {
        var story = await Asking(new(40));
        var number = await story.Submitted(story.Ines, "Undone Promise");
        (await story.Decide(number)).Problem.ShouldBeNull();
        (await story.Load(number)).EvidenceBy.ShouldNotBeNull();

        (await house.Act<UndoDecision, Result>(story.Maren, u => u.Run(number, null, Ct))).Problem.ShouldBeNull();

        var undone = await story.Load(number);
        (undone.EvidenceBy, undone.EvidenceDays).ShouldBe((null, null));
    }

    private async Task<RegistrationStory> Asking(EvidenceRule rule)
    {
        var story = await RegistrationStory.In(house);
        await Publish(rule);
        return story;
    }

    private Task Publish(EvidenceRule rule) =>
        house.PublishPolicy(Policy.Default with { Decay = Policy.Default.Decay with { Rule = rule } });

    private async Task<string> Met(RegistrationStory story, string company)
    {
        var number = await story.Approved(story.Ines, company);
        await house.Work();
        (await house.Act<LogFirstMeeting, Result>(story.Ines, u => u.Run(number, Ct))).Problem.ShouldBeNull();
        return number;
    }

    private async Task Amend(RegistrationStory story, string number, string amount)
    {
        var claim = RegistrationStory.Claim((await story.Load(number)).Company) with { Amount = amount };
        (await house.Act<AmendRegistration, Result<Changed>>(story.Ines, u => u.Run(new(number, claim), Ct))).Problem.ShouldBeNull();
    }

    private async Task Ask(RegistrationStory story, string number)
    {
        var version = (await story.Load(number)).Version;
        var done = await house.Act<AskForInfo, Result>(
            story.Maren,
            u => u.Run(new(number, version, InfoTopic.ProofOfEngagement, "Show us the order."), Ct)
        );
        done.Problem.ShouldBeNull();
    }

    private async Task Pass(int days)
    {
        house.Clock.Advance(TimeSpan.FromDays(days));
        await house.Work();
    }

    private async Task<StatusView> Status(RegistrationStory story, string number)
    {
        await using var scope = house.As(story.Ines);
        return (await scope.ServiceProvider.GetRequiredService<StatusQuery>().Load(number, Ct))!;
    }

    private async Task<ReviewView> Review(RegistrationStory story, string number)
    {
        await using var scope = house.As(story.Maren);
        return (await scope.ServiceProvider.GetRequiredService<ReviewQuery>().Load(number, Ct))!;
    }

    private async Task<List<string>> Mails(SubjectRef about)
    {
        await using var scope = house.As(house.Corvane);
        return [.. (await scope.ServiceProvider.GetRequiredService<MailBox>().About(about, Ct)).Select(m => m.Subject)];
    }
}
