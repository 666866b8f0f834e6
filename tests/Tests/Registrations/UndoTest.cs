using Entente.Access;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Outbox;
using Entente.Platform.Values;
using Entente.Registrations.Meet;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Status;
using Entente.Registrations.Undo;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>A decision is announced ten seconds after it was made; until then it can be undone without a trace outside.</summary>
public sealed class UndoTest(House house) : IClassFixture<House>
{
    [Fact]
    public async Task An_undone_approval_leaves_no_trace_outside_and_the_audit_keeps_both()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Submitted(story.Ines, "Undone At Once");
        await house.Work();
        var before = await Outside(story, number);
        (await story.Decide(number)).Problem.ShouldBeNull();
        house.Clock.Advance(TimeSpan.FromSeconds(4));
        await house.Work();
        (await Outside(story, number)).ShouldBe(before, "nobody hears of it yet");

        (await Undo(story, number)).Problem.ShouldBeNull();
        house.Clock.Advance(TimeSpan.FromMinutes(5));
        await house.Work();

        (await Outside(story, number)).ShouldBe(before);
        var kept = await story.Load(number);
        (kept.State, kept.Protection, kept.DecidedAt, kept.ProtectedUntil).ShouldBe(
            (RegistrationState.InReview, ProtectionState.None, null, null)
        );
        kept.DueAt.ShouldNotBeNull("the clock runs as if nothing had been");
        kept.Steps.Select(s => s.What).ShouldContain("Approved");
        kept.Steps.Select(s => s.What).ShouldContain("Decision undone");
        await using var scope = house.As(house.Corvane);
        var audited = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<AuditEntry>()
            .CountAsync(a => a.SubjectId == kept.Id.Value, RegistrationStory.Ct);
        audited.ShouldBeGreaterThanOrEqualTo(3, "received, approved, undone");
    }

    [Fact]
    public async Task What_is_not_undone_is_announced_once_after_ten_seconds()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Submitted(story.Ines, "Stands");
        (await story.Decide(number)).Problem.ShouldBeNull();
        house.Clock.Advance(TimeSpan.FromSeconds(9.9));
        await house.Work();
        (await Mails(story, number)).ShouldBe(1, "the receipt");

        house.Clock.Advance(TimeSpan.FromSeconds(0.1));
        await house.Work();
        await house.Work();

        (await Mails(story, number)).ShouldBe(2);
        (await Undo(story, number)).Problem!.Code.ShouldBe("registration.too_late_to_undo");
        (await story.Load(number)).State.ShouldBe(RegistrationState.Approved);
    }

    [Fact]
    public async Task A_worker_that_dies_while_it_announces_loses_no_decision_and_tells_none_twice()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Submitted(story.Ines, "Survives The Worker");
        await house.Work();
        (await story.Decide(number)).Problem.ShouldBeNull();
        story.LetStand();
        // It took the work and was killed: nobody gives its lease back.
        (await house.Services.GetRequiredService<DueList>().Take(house.Clock.Now, 50, RegistrationStory.Ct)).ShouldNotBeEmpty();
        await house.Work();
        (await Mails(story, number)).ShouldBe(1, "the dead one still holds it");

        await house.Services.GetRequiredService<Worker>().TakeOver(RegistrationStory.Ct);
        await house.Work();
        await house.Work();

        (await Mails(story, number)).ShouldBe(2);
        (await story.Load(number)).AnnouncedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Decided_again_within_ten_seconds_only_the_second_decision_is_told()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Submitted(story.Ines, "On Second Thoughts");
        (await story.Decide(number)).Problem.ShouldBeNull();
        (await Undo(story, number)).Problem.ShouldBeNull();
        (await story.Refuse(number, final: true)).Problem.ShouldBeNull();
        await house.Work();

        var kept = await story.Load(number);
        kept.State.ShouldBe(RegistrationState.Declined);
        await using var scope = house.As(house.Corvane);
        var subjects = (await scope.ServiceProvider.GetRequiredService<MailBox>().About(kept.Id.Subject, RegistrationStory.Ct)).Select(m =>
            m.Subject
        );
        subjects.ShouldBe([$"{number}: we have your registration of On Second Thoughts", $"{number}: declined"], ignoreOrder: true);
    }

    [Fact]
    public async Task Until_it_is_announced_the_partner_sees_and_can_do_what_it_could_before()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Submitted(story.Ines, "Nothing To See");
        var before = await Seen(story, number);
        (await story.Decide(number)).Problem.ShouldBeNull();

        (await Seen(story, number)).ShouldBe(before);
        (await house.Act<LogFirstMeeting, Result>(story.Ines, u => u.Run(number, RegistrationStory.Ct))).Problem!.Code.ShouldBe(
            "registration.not_conditional"
        );
        story.LetStand();
        (await Seen(story, number)).Item1.ShouldBe("Approved");
    }

    [Fact]
    public async Task Only_whoever_decided_undoes_and_a_second_click_changes_nothing()
    {
        var (story, other) = (await RegistrationStory.In(house), await RegistrationStory.In(house));
        var number = await story.Submitted(story.Ines, "Mine To Undo");
        (await story.Decide(number)).Problem.ShouldBeNull();
        var sales = story.Maren with { Permissions = Permissions.Of(StaffRole.Sales) };

        (await house.Act<UndoDecision, Result>(sales, u => u.Run(number, null, RegistrationStory.Ct))).Problem!.Kind.ShouldBe(
            ProblemKind.Forbidden
        );
        (await Undo(other, number)).Problem!.Code.ShouldBe("registration.not_your_decision");
        (await Undo(story, number)).Ok.ShouldBeTrue();
        (await Undo(story, number)).Ok.ShouldBeTrue();
        (await Undo(story, number, decision: 7)).Problem!.Kind.ShouldBe(ProblemKind.Stale);

        (await story.Load(number)).Steps.Count(s => s.What == "Decision undone").ShouldBe(1);
    }

    [Fact]
    public async Task Of_an_undo_and_a_withdrawal_at_once_neither_is_lost()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Submitted(story.Ines, "Both At Once");
        (await story.Decide(number)).Problem.ShouldBeNull();

        await Task.WhenAll(
            Undo(story, number),
            house.Act<global::Entente.Registrations.Withdraw.WithdrawRegistration, Result>(
                story.Ines,
                u => u.Run(number, RegistrationStory.Ct)
            )
        );
        story.LetStand();
        await house.Work();

        (await story.Load(number)).State.ShouldBe(RegistrationState.Withdrawn);
        (await Mails(story, number)).ShouldBe(1, "the receipt alone: nobody hears of the approval");
    }

    private Task<Result> Undo(RegistrationStory story, string number, int? decision = null) =>
        house.Act<UndoDecision, Result>(story.Maren, u => u.Run(number, decision, RegistrationStory.Ct));

    private async Task<(string, string, bool, int)> Seen(RegistrationStory story, string number)
    {
        var view = (await house.Act<StatusQuery, StatusView?>(story.Ines, q => q.Load(number, RegistrationStory.Ct)))!;
        return (view.StateWords, view.Headline, view.Protection is null, view.Steps.Count);
    }

    private async Task<int> Mails(RegistrationStory story, string number)
    {
        var id = (await story.Load(number)).Id;
        await using var scope = house.As(house.Corvane);
        return (await scope.ServiceProvider.GetRequiredService<MailBox>().About(id.Subject, RegistrationStory.Ct)).Count;
    }

    // Mails, events and writes: everything by which anybody else could hear of it.
    private async Task<(int Mails, int Events)> Outside(RegistrationStory story, string number)
    {
        var id = (await story.Load(number)).Id;
        await using var scope = house.As(house.Corvane);
        var events = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<OutboxEvent>()
            .CountAsync(e => e.SubjectId == id.Value, RegistrationStory.Ct);
        return (await Mails(story, number), events);
    }
}
