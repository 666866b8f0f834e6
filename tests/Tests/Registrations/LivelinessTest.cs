using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Challenges;
using Entente.Registrations.Extend;
using Entente.Registrations.Model;
using Entente.Registrations.Postpone;
using Entente.Registrations.Release;
using Entente.Registrations.Report;
using Entente.Registrations.Review;
using Entente.Registrations.Rules;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>What keeps a protection alive, and what ends it. Each test has a house of its own: its clock only ever goes forward.</summary>
public sealed class LivelinessTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly House house = new(cluster);

    private static readonly DateTimeOffset Monday = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);

    public async ValueTask InitializeAsync()
    {
        await house.InitializeAsync();
        house.Clock.Set(Monday);
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task After_thirty_silent_days_and_a_warning_the_protection_is_released_and_the_partner_must_wait()
    {
        var story = await RegistrationStory.In(house);
        var number = await Met(story, "Gone Quiet");
        for (var day = 0; day < 32; day++)
            await Pass(1);

        var kept = await story.Load(number);
        (kept.Protection, kept.Released).ShouldBe((ProtectionState.Released, ReleaseCause.Silence));
        var subjects = await Subjects(kept.Id.Subject);
        subjects.Count(s => s.Contains("how is it going", StringComparison.Ordinal)).ShouldBe(1);
        subjects[^1].ShouldContain("was released");
        var again = await story.Submit(story.Ines, RegistrationStory.Claim("Gone Quiet"));
        again.Problem!.Fields!["company"].ShouldContain("You may register it again from");
        again.Problem.Message.ShouldNotContain("Vantora");
        await Pass(31);
        (await story.Submit(story.Ines, RegistrationStory.Claim("Gone Quiet"))).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_company_whose_protection_lapsed_is_free_for_others_at_once()
    {
        var story = await RegistrationStory.In(house);
        await story.Approved(story.Ines, "Free For Others");
        await house.Work();
        await Pass(16);

        await story.Approved(story.Jonah, "Free For Others");
    }

    [Fact]
    public async Task Any_word_ends_the_silence_and_comes_too_late_after_the_last_day()
    {
        var story = await RegistrationStory.In(house);
        var number = await Met(story, "Speaks Up");
        for (var round = 0; round < 3; round++)
        {
            await Pass(25);
            await story.Say(story.Ines, number);
        }
        (await story.Load(number)).Protection.ShouldBe(ProtectionState.Active);

        var silent = await Met(story, "Spoke Too Late");
        house.Clock.Advance(TimeSpan.FromDays(32));
        (await Report(story, silent, ProgressKind.Update)).Problem!.Code.ShouldBe("registration.not_protected");
    }

    [Fact]
    public async Task Evidence_extends_by_itself_on_the_day_before_the_end_and_at_most_twice()
    {
        var story = await RegistrationStory.In(house);
        var number = await Met(story, "Keeps Going");
        var first = (await story.Load(number)).ProtectedUntil!.Value;
        var ends = new List<DateTimeOffset>();
        for (var day = 0; day < 165; day++)
        {
            if (day % 15 == 14 && (await story.Load(number)).Protection.Protects())
                await story.Say(story.Ines, number, ProgressKind.MeetingHeld);
            await Pass(1);
            if ((await story.Load(number)).ProtectedUntil!.Value is var end && (ends.Count == 0 || ends[^1] != end))
                ends.Add(end);
        }

        ends.Count.ShouldBe(3, "the first end, and two extensions");
        ends[0].ShouldBe(first);
        (ends[2] - ends[0]).TotalDays.ShouldBe(60, tolerance: 0.1);
        (await story.Load(number)).Protection.ShouldBe(ProtectionState.Expired);
        (await Subjects((await story.Load(number)).Id.Subject))
            .Count(s => s.Contains("protected for longer", StringComparison.Ordinal))
            .ShouldBe(2);
    }

    [Fact]
    public async Task A_request_without_evidence_is_decided_by_somebody_and_with_evidence_granted_at_once()
    {
        var story = await RegistrationStory.In(house);
        var number = await Met(story, "Asks For More");
        var end = (await story.Load(number)).ProtectedUntil!.Value;

        (await Ask(story, number, "Their board meets in June.")).Value.Granted.ShouldBeFalse();
        (await Ask(story, number, "Their board meets in June.")).Ok.ShouldBeTrue("asked twice");
        (await Ask(story, number, "Really.")).Problem!.Code.ShouldBe("registration.extension_asked");
        (await Answer(story, number, grant: false, null)).Problem!.Fields!.Keys.ShouldBe(["note"]);
        var both = await Task.WhenAll(Answer(story, number, true, null), Answer(story, number, false, "No."));
        both.Count(b => b.Ok).ShouldBe(1);
        both.Single(b => !b.Ok).Problem!.Code.ShouldBe("registration.no_extension_asked");
        await house.Work();
        (await Subjects((await story.Load(number)).Id.Subject))
            .Count(s =>
                s.Contains("protected for longer", StringComparison.Ordinal) || s.Contains("is not extended", StringComparison.Ordinal)
            )
            .ShouldBe(1);

        house.Clock.Advance(TimeSpan.FromDays(1));
        (await Report(story, number, ProgressKind.ProposalSent)).Problem.ShouldBeNull();
        (await Ask(story, number, "They read the proposal.")).Value.Granted.ShouldBeTrue();
        var kept = await story.Load(number);
        kept.ProtectedUntil!.Value.ShouldBeGreaterThan(end);
        if (kept.ExtensionsUsed < 2)
        {
            (await Ask(story, number, "Once more.")).Value.Granted.ShouldBeFalse("the same evidence does not count twice");
            (await Answer(story, number, true, null)).Problem.ShouldBeNull();
        }
        (await Ask(story, number, "A third time.")).Problem!.Code.ShouldBe("registration.no_extension_left");
    }

    [Fact]
    public async Task A_postponed_deal_waits_for_its_day_once_and_its_end_stays()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Approved(story.Ines, "After The Holidays");
        await house.Work();
        var before = await story.Load(number);
        var day = DateOnly.FromDateTime(Monday.UtcDateTime).AddDays(28);

        (await Postpone(story, number, day.AddDays(300))).Problem!.Fields!.Keys.ShouldBe(["until"]);
        (await Postpone(story, number, day)).Problem.ShouldBeNull();
        (await Postpone(story, number, day)).Ok.ShouldBeTrue("sent twice");
        (await Postpone(story, number, day.AddDays(-1))).Problem!.Code.ShouldBe("registration.postponed_once");
        await Pass(20);

        var kept = await story.Load(number);
        (kept.Protection, kept.ProtectedUntil).ShouldBe((ProtectionState.Conditional, before.ProtectedUntil));
        kept.HoldBy!.Value.ShouldBeGreaterThan(before.HoldBy!.Value);
    }

    [Fact]
    public async Task A_challenge_is_seen_by_whoever_reviews_and_by_neither_partner_of_the_other()
    {
        var story = await RegistrationStory.In(house);
        var held = await Met(story, "Wanted By Two");
        var claim = await story.Submitted(story.Jonah, "Wanted By Two");

        (await Challenge(story, claim, "r.ashdown@elsewhere.example")).Problem!.Fields!.Keys.ShouldBe(["email"]);
        (await Challenge(story, claim, "r.ashdown@wantedbytwo.example")).Problem.ShouldBeNull();
        (await Challenge(story, claim, "r.ashdown@wantedbytwo.example")).Ok.ShouldBeTrue("sent twice");
        await house.Work();

        var page = (await house.Act<ReviewQuery, ReviewView?>(story.Maren, q => q.Load(held, RegistrationStory.Ct)))!;
        page.Findings.ShouldContain(f => f.Title == "The customer confirms somebody else");
        var other = (await house.Act<ReviewQuery, ReviewView?>(story.Maren, q => q.Load(claim, RegistrationStory.Ct)))!;
        other.More.Confirmed.ShouldHaveSingleItem().Contact.ShouldBe("R Ashdown");
        (await story.Approve(claim, accept: true)).Problem!.Code.ShouldBe("registration.protected", "a live protection is never cleared");
        var version = (await story.Load(held)).Version;
        (await Release(story, held, version - 1)).Problem!.Kind.ShouldBe(ProblemKind.Stale);
        (await Release(story, held, version)).Problem.ShouldBeNull();
        (await story.Approve(claim, accept: true)).Problem.ShouldBeNull();
        await house.Work();
        foreach (var (who, name) in new[] { (held, "Vantora"), (claim, "Kestrel") })
            (await Texts((await story.Load(who)).Id.Subject)).ShouldAllBe(t => !t.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Beyond_its_quota_a_claim_is_received_and_approved_only_as_an_exception()
    {
        var story = await RegistrationStory.In(house);
        await using (var scope = house.As(house.Corvane))
        {
            var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
            db.Add(
                PolicyVersion.Publish(
                    2,
                    Policy.Default with
                    {
                        Quota = new(3, 1, 365),
                    },
                    "Fewer at once",
                    null,
                    house.Clock.Now,
                    house.Clock.Now
                )
            );
            await db.SaveChangesAsync(RegistrationStory.Ct);
        }
        for (var n = 0; n < 3; n++)
            await story.Submitted(story.Ines, $"Collected Company Number {n}");

        var number = await story.Submitted(story.Ines, "One Too Many");

        var found = (await story.Trace(number)).Findings.Single(f => f.Code == FindingCodes.Quota);
        (found.Severity, found.Own).ShouldBe((Severity.Block, true));
        found.PartnerText!.ShouldContain("your quota is 3");
        (await story.Approve(number)).Problem!.Fields!.Keys.ShouldBe(["acceptRuling"]);
        (await story.Approve(number, accept: true)).Problem.ShouldBeNull();
        (await story.Approve(await story.Submitted(story.Jonah, "Another Has Its Own"))).Problem.ShouldBeNull();
    }

    private async Task<string> Met(RegistrationStory story, string company)
    {
        var number = await story.Approved(story.Ines, company);
        await house.Work();
        (
            await house.Act<global::Entente.Registrations.Meet.LogFirstMeeting, Result>(
                story.Ines,
                u => u.Run(number, RegistrationStory.Ct)
            )
        ).Problem.ShouldBeNull();
        return number;
    }

    private async Task Pass(int days)
    {
        house.Clock.Advance(TimeSpan.FromDays(days));
        await house.Work();
    }

    private Task<Result<int>> Report(RegistrationStory story, string number, ProgressKind kind) =>
        house.Act<ReportProgress, Result<int>>(story.Ines, u => u.Run(new(number, kind, null, "It goes on."), RegistrationStory.Ct));

    private Task<Result<ExtensionAsked>> Ask(RegistrationStory story, string number, string words) =>
        house.Act<RequestExtension, Result<ExtensionAsked>>(story.Ines, u => u.Run(number, words, RegistrationStory.Ct));

    private Task<Result> Answer(RegistrationStory story, string number, bool grant, string? note) =>
        house.Act<AnswerExtension, Result>(story.Maren, u => u.Run(new(number, grant, note), RegistrationStory.Ct));

    private Task<Result> Postpone(RegistrationStory story, string number, DateOnly until) =>
        house.Act<PostponeDeal, Result>(story.Ines, u => u.Run(number, until, "They freeze projects.", RegistrationStory.Ct));

    private Task<Result> Challenge(RegistrationStory story, string number, string email) =>
        house.Act<ChallengeHolder, Result>(
            story.Jonah,
            u =>
                u.Run(
                    new(number, "R Ashdown", email, DateOnly.FromDateTime(house.Clock.Now.UtcDateTime), "By mail: we work with you."),
                    RegistrationStory.Ct
                )
        );

    private Task<Result> Release(RegistrationStory story, string number, int version) =>
        house.Act<ReleaseProtection, Result>(
            story.Maren,
            u => u.Run(number, version, "The customer chose the other partner.", RegistrationStory.Ct)
        );

    private async Task<List<string>> Subjects(SubjectRef about)
    {
        await using var scope = house.As(house.Corvane);
        return [.. (await scope.ServiceProvider.GetRequiredService<MailBox>().About(about, RegistrationStory.Ct)).Select(m => m.Subject)];
    }

    private async Task<List<string>> Texts(SubjectRef about)
    {
        await using var scope = house.As(house.Corvane);
        var box = scope.ServiceProvider.GetRequiredService<MailBox>();
        var texts = new List<string>();
        foreach (var mail in await box.About(about, RegistrationStory.Ct))
            if ((await box.Show(mail.Id, RegistrationStory.Ct)) is { } shown)
                texts.Add(shown.Text);
        return texts;
    }
}
