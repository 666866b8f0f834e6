using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Appeals;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>A refusal is looked at by somebody who did not decide first. Each test has a house of its own.</summary>
public sealed class AppealTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly House house = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await house.InitializeAsync();
        house.Clock.Set(new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero));
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task An_appeal_is_answered_by_somebody_else_and_overturned_it_is_decided_anew_with_its_date()
    {
        var (story, other) = (await RegistrationStory.In(house), await RegistrationStory.In(house));
        var number = await Declined(story, "Unjustly Declined");
        var claimed = (await story.Load(number)).ClaimedAt;

        (await Appeal(story, number)).Problem.ShouldBeNull();
        (await Appeal(story, number)).Ok.ShouldBeTrue("sent twice");
        var kept = await story.Load(number);
        kept.Appeals.ShouldHaveSingleItem().DueAt.ShouldBe(house.Clock.Now.AddHours(48), "Monday to Wednesday");
        (await Answer(story, number, AppealOutcome.Overturned)).Problem!.Code.ShouldBe("registration.decided_first");
        var both = await Task.WhenAll(Answer(other, number, AppealOutcome.Overturned), Answer(other, number, AppealOutcome.Overturned));
        both.Count(b => b.Ok).ShouldBe(1);
        both.Single(b => !b.Ok).Problem!.Code.ShouldBe("registration.no_open_appeal");

        kept = await story.Load(number);
        (kept.State, kept.ClaimedAt, kept.ReviewCause).ShouldBe((RegistrationState.InReview, claimed, ReviewCause.Appeal));
        await house.Work();
        (await Subjects(kept)).ShouldContain($"{number}: your appeal was successful");
        (await other.Approve(number)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Upheld_the_decision_stands_and_is_not_looked_at_again()
    {
        var (story, other) = (await RegistrationStory.In(house), await RegistrationStory.In(house));
        var number = await Declined(story, "Justly Declined");
        (await Appeal(story, number)).Problem.ShouldBeNull();

        (await Answer(other, number, AppealOutcome.Upheld)).Problem.ShouldBeNull();
        await house.Work();

        (await story.Load(number)).State.ShouldBe(RegistrationState.Declined);
        (await Subjects(await story.Load(number))).ShouldContain($"{number}: the decision stands");
        (await Appeal(story, number, "Once more, with feeling.")).Problem!.Code.ShouldBe("registration.appealed_once");
    }

    [Fact]
    public async Task Eleven_days_later_or_without_anything_that_shows_it_there_is_no_appeal()
    {
        var story = await RegistrationStory.In(house);
        var number = await Declined(story, "Too Late To Appeal");
        var nothing = await house.Act<MakeAppeal, Result>(
            story.Ines,
            u => u.Run(new(number, "Unfair!", [new(ArtifactKind.Notes, "  ")]), RegistrationStory.Ct)
        );
        nothing.Problem!.Code.ShouldBe("registration.no_artifact");
        (
            await house.Act<MakeAppeal, Result>(
                story.Jonah,
                u => u.Run(new(number, "Mine", [new(ArtifactKind.Notes, "x")]), RegistrationStory.Ct)
            )
        ).Problem!.Kind.ShouldBe(ProblemKind.NotFound);
        house.Clock.Advance(TimeSpan.FromDays(11));

        (await Appeal(story, number)).Problem!.Code.ShouldBe("registration.appeal_too_late");
    }

    [Fact]
    public async Task Before_the_decision_is_told_there_is_nothing_to_appeal_against()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Submitted(story.Ines, "Not Told Yet");
        await house.Act<global::Entente.Registrations.Decide.RefuseRegistration, Result>(
            story.Maren,
            async u => await u.Run(new(number, (await story.Load(number)).Version, RefusalReason.NotQualified, true), RegistrationStory.Ct)
        );

        (await Appeal(story, number)).Problem!.Message.ShouldBe($"There is no refusal of {number} to appeal against.");
    }

    [Fact]
    public async Task Those_who_may_answer_are_reminded_and_the_owners_told_when_it_is_late()
    {
        var (story, other) = (await RegistrationStory.In(house), await RegistrationStory.In(house));
        var number = await Declined(story, "Forgotten Appeal");
        (await Appeal(story, number)).Problem.ShouldBeNull();
        for (var hour = 0; hour < 60; hour++)
        {
            house.Clock.Advance(TimeSpan.FromHours(1));
            await house.Work();
        }

        other.Maren.Person.ShouldNotBeNull();
        var subjects = (await Subjects(await story.Load(number)))
            .Where(s => s.Contains("appeal", StringComparison.OrdinalIgnoreCase))
            .ToList();
        subjects.ShouldContain($"{number}: an appeal waits for an answer");
        subjects.ShouldContain($"{number}: the answer to an appeal is overdue");
    }

    private async Task<string> Declined(RegistrationStory story, string company)
    {
        var number = await story.Submitted(story.Ines, company);
        (await story.Refuse(number, final: true)).Problem.ShouldBeNull();
        await house.Work();
        return number;
    }

    private Task<Result> Appeal(RegistrationStory story, string number, string words = "We met them on 2 March.") =>
        house.Act<MakeAppeal, Result>(
            story.Ines,
            u => u.Run(new(number, words, [new(ArtifactKind.Invitation, "Invitation: 2 March, 10:00")]), RegistrationStory.Ct)
        );

    private Task<Result> Answer(RegistrationStory story, string number, AppealOutcome outcome) =>
        house.Act<AnswerAppeal, Result>(story.Maren, u => u.Run(new(number, outcome, "The meeting was on 2 March."), RegistrationStory.Ct));

    private async Task<List<string>> Subjects(Registration registration)
    {
        await using var scope = house.As(house.Corvane);
        return
        [
            .. (await scope.ServiceProvider.GetRequiredService<MailBox>().About(registration.Id.Subject, RegistrationStory.Ct)).Select(m =>
                m.Subject
            ),
        ];
    }
}
