using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Answer;
using Entente.Registrations.AskInfo;
using Entente.Registrations.Decide;
using Entente.Registrations.Rules;
using Entente.Registrations.Withdraw;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

public sealed class DecideTest(House house) : IClassFixture<House>
{
    [Fact]
    public async Task An_approval_protects_from_now_and_tells_the_partner_once()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Approved(story.Ines, "Oakhaven Media");
        await house.Work();
        await house.Work();

        var kept = await story.Load(number);
        (kept.State, kept.Protection, kept.DecidedBy, kept.DueAt).ShouldBe(
            (RegistrationState.Approved, ProtectionState.Conditional, story.Maren.Person, null)
        );
        kept.HoldBy.ShouldNotBeNull();
        (kept.ProtectedUntil!.Value - house.Clock.Now).TotalDays.ShouldBeInRange(90, 91);
        var mails = await Mails(kept.Id.Subject);
        mails
            .Select(m => m.Subject)
            .ShouldBe(
                [$"{number}: we have your registration of Oakhaven Media", $"{number}: approved, Oakhaven Media is yours"],
                ignoreOrder: true,
                "the clock stands still: both were written in the same moment"
            );
    }

    [Fact]
    public async Task A_decline_has_a_reason_from_the_list_and_names_nobody()
    {
        var story = await RegistrationStory.In(house);
        await story.Approved(story.Jonah, "Held By Another");
        var number = await story.Submitted(story.Ines, "Held By Another");

        (await Refuse(story, number, null)).Problem!.Code.ShouldBe("registration.no_reason");
        (await Refuse(story, number, RefusalReason.Duplicate)).Ok.ShouldBeTrue();
        await house.Work();

        var kept = await story.Load(number);
        kept.State.ShouldBe(RegistrationState.Declined);
        var told = await Text(kept.Id.Subject, $"{number}: declined");
        told.ShouldContain("covered by an earlier registration");
        told.ShouldContain("protected by an earlier registration");
        told.ShouldNotContain("Vantora");
        told.ShouldNotContain("Jonah");
    }

    [Fact]
    public async Task Of_two_claims_on_one_company_only_one_can_be_approved()
    {
        var story = await RegistrationStory.In(house);
        var first = await story.Submitted(story.Ines, "Only Once");
        var second = await story.Submitted(story.Jonah, "Only Once Ltd");

        var both = await Task.WhenAll(story.Approve(first, accept: true), story.Approve(second, accept: true));

        both.Count(b => b.Ok).ShouldBe(1);
        both.Single(b => !b.Ok).Problem!.Code.ShouldBe("registration.protected");
    }

    [Fact]
    public async Task Against_the_ruling_a_claim_is_approved_only_by_saying_so()
    {
        var story = await RegistrationStory.In(house);
        await story.Submitted(story.Jonah, "Who Was First");
        house.Clock.Advance(TimeSpan.FromDays(7));
        var second = await story.Submitted(story.Ines, "Who Was First");

        (await story.Approve(second)).Problem!.Fields!.Keys.ShouldBe(["acceptRuling"]);
        (await story.Approve(second, accept: true)).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task A_stale_page_is_refused_and_says_what_the_registration_is_now()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Submitted(story.Ines, "Stale Page");
        var seen = (await story.Load(number)).Version;
        await Ask(story, number);

        var late = await house.Act<ApproveRegistration, Result>(story.Maren, u => u.Run(new(number, seen), RegistrationStory.Ct));

        late.Problem!.Kind.ShouldBe(ProblemKind.Stale);
        late.Problem.Message.ShouldContain("needs info now");
        (await story.Load(number)).State.ShouldBe(RegistrationState.NeedsInfo);
    }

    [Fact]
    public async Task Two_people_who_decide_at_once_decide_once()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Submitted(story.Ines, "Decided Twice");
        var seen = (await story.Load(number)).Version;

        var both = await Task.WhenAll(
            house.Act<ApproveRegistration, Result>(story.Maren, u => u.Run(new(number, seen), RegistrationStory.Ct)),
            house.Act<RefuseRegistration, Result>(
                story.Maren,
                u => u.Run(new(number, seen, RefusalReason.NotQualified, Final: true), RegistrationStory.Ct)
            )
        );

        both.Count(b => b.Ok).ShouldBe(1);
        both.Single(b => !b.Ok).Problem!.Kind.ShouldBe(ProblemKind.Stale);
    }

    [Fact]
    public async Task Only_those_who_may_decide_decide()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Submitted(story.Ines, "Hands Off");
        var sales = story.Maren with { Permissions = Permissions.Of(StaffRole.Sales) };

        foreach (var who in new[] { sales, story.Ines, Actor.Guest(house.Corvane.Id) })
            (await house.Act<ApproveRegistration, Result>(who, u => u.Run(new(number, 1), RegistrationStory.Ct))).Problem!.Kind.ShouldBe(
                ProblemKind.Forbidden
            );
    }

    [Fact]
    public async Task A_registration_of_another_workspace_does_not_exist_here()
    {
        var (here, there) = (await RegistrationStory.In(house), await RegistrationStory.In(house, house.Other));
        await there.Submitted(there.Ines, "First There");
        var number = await there.Submitted(there.Ines, "Far Away");

        await house.Act<ApproveRegistration, Result>(here.Maren, u => u.Run(new(number, 1), RegistrationStory.Ct));

        (await there.Load(number)).State.ShouldBe(RegistrationState.InReview);
    }

    [Fact]
    public async Task A_question_stops_the_clock_and_the_answer_starts_it_where_it_stood()
    {
        house.Clock.Set(new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero));
        var story = await RegistrationStory.In(house);
        var number = await story.Submitted(story.Ines, "Clockwork");
        house.Clock.Advance(TimeSpan.FromHours(5));
        (await Ask(story, number)).Ok.ShouldBeTrue();
        (await story.Load(number)).DueAt.ShouldBeNull();

        house.Clock.Advance(TimeSpan.FromHours(20));
        (await Answer(story, number, "We met them on 6 March.")).Ok.ShouldBeTrue();

        var kept = await story.Load(number);
        kept.State.ShouldBe(RegistrationState.InReview);
        kept.DueAt.ShouldBe(house.Clock.Now.AddHours(43), "5 of 48 hours were used");
    }

    [Fact]
    public async Task The_same_answer_sent_twice_is_kept_once_and_another_partner_cannot_answer()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Submitted(story.Ines, "Answered Twice");
        await Ask(story, number);

        (
            await house.Act<AnswerQuestion, Result>(story.Jonah, u => u.Run(new(number, "Mine!"), RegistrationStory.Ct))
        ).Problem!.Kind.ShouldBe(ProblemKind.NotFound);
        (await Answer(story, number, "Once")).Ok.ShouldBeTrue();
        (await Answer(story, number, "Once")).Ok.ShouldBeTrue();
        (await Answer(story, number, "Twice")).Problem!.Kind.ShouldBe(ProblemKind.Conflict);

        (await story.Load(number)).Questions.ShouldHaveSingleItem().Reply.ShouldBe("Once");
    }

    [Fact]
    public async Task A_withdrawn_company_is_free_for_others_and_only_its_partner_withdraws()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Approved(story.Ines, "Given Back");

        (await Withdraw(story.Jonah, number)).Problem!.Kind.ShouldBe(ProblemKind.NotFound);
        (await Withdraw(story.Ines, number)).Ok.ShouldBeTrue();
        (await Withdraw(story.Ines, number)).Ok.ShouldBeTrue();

        (await story.Load(number)).Protection.ShouldBe(ProtectionState.Released);
        await story.Approved(story.Jonah, "Given Back");
    }

    private Task<Result> Withdraw(Actor who, string number) =>
        house.Act<WithdrawRegistration, Result>(who, u => u.Run(number, RegistrationStory.Ct));

    private async Task<Result> Ask(RegistrationStory story, string number) =>
        await house.Act<AskForInfo, Result>(
            story.Maren,
            async u =>
                await u.Run(
                    new(number, (await story.Load(number)).Version, InfoTopic.ProofOfEngagement, "Did you meet them?"),
                    RegistrationStory.Ct
                )
        );

    private Task<Result> Answer(RegistrationStory story, string number, string text) =>
        house.Act<AnswerQuestion, Result>(story.Ines, u => u.Run(new(number, text), RegistrationStory.Ct));

    private async Task<Result> Refuse(RegistrationStory story, string number, RefusalReason? reason)
    {
        var done = await house.Act<RefuseRegistration, Result>(
            story.Maren,
            async u => await u.Run(new(number, (await story.Load(number)).Version, reason, Final: true), RegistrationStory.Ct)
        );
        story.LetStand();
        return done;
    }

    private async Task<List<MailRow>> Mails(SubjectRef about)
    {
        await using var scope = house.As(house.Corvane);
        return await scope.ServiceProvider.GetRequiredService<MailBox>().About(about, RegistrationStory.Ct);
    }

    private async Task<string> Text(SubjectRef about, string subject)
    {
        var last = (await Mails(about)).Single(m => m.Subject == subject);
        await using var scope = house.As(house.Corvane);
        return (await scope.ServiceProvider.GetRequiredService<MailBox>().Show(last.Id, RegistrationStory.Ct))!.Text;
    }
}
