using Entente.Access;
using Entente.Conflicts.Complaints;
using Entente.Platform.Tenancy;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Conflicts;

/// <summary>Who answers a complaint, what the answer may say, and whom it reaches. Each test has a house of its own.</summary>
public sealed class ComplaintAnswersTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly House house = new(cluster);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await house.InitializeAsync();
        house.Clock.Set(new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero));
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task Whoever_decided_about_the_registration_does_not_answer()
    {
        var story = await ComplaintStory.In(house);
        var claim = await story.Claims.Submitted(story.Claims.Ines, "Decided By Her");
        (await story.Claims.Refuse(claim, final: true)).Problem.ShouldBeNull();
        var number = await story.Complained(story.Claims.Ines, claim, "RulesNotFollowed");
        await house.Work();

        var refused = await story.Answer(story.Claims.Maren, number);

        (refused.Problem!.Code, refused.Problem.Message).ShouldBe(
            ("complaint.decided_first", $"You decided about {claim}, so somebody else answers {number}.")
        );
        (await story.Subjects(story.Claims.Maren, number)).ShouldBeEmpty("nor is she asked to");
        var colleague = await story.Conflicts.Colleague();
        (await story.Answer(colleague, number)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_settled_the_conflict_over_it_does_not_answer_either()
    {
        var story = await ComplaintStory.In(house);
        var (one, _, second) = await story.Conflicts.TakenUp("Settled By Her");
        (await story.Conflicts.Decide(story.Claims.Maren, one)).Problem.ShouldBeNull();
        await house.Work();
        var number = await story.Complained(story.Claims.Jonah, second);

        (await story.Answer(story.Claims.Maren, number)).Problem!.Code.ShouldBe("complaint.decided_first");
        (await story.Answer(await story.Conflicts.Colleague(), number, false, "By the published rules.")).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task An_answer_has_an_outcome_and_words_that_name_no_other_side_and_is_given_once_by_those_who_may()
    {
        var story = await ComplaintStory.In(house);
        var (_, first, second) = await story.Conflicts.Contested("Answered Well");
        var number = await story.Complained(story.Claims.Jonah, second);
        await house.Work();
        var maren = story.Claims.Maren;

        (await story.Answer(story.Claims.Ines, number)).Problem!.Code.ShouldBe("conflict.may_not");
        (await story.Answer(maren with { Permissions = Permissions.Of(StaffRole.Finance) }, number)).Problem!.Code.ShouldBe(
            "conflict.may_not"
        );
        (await story.Answer(maren, "FC-999")).Problem!.Code.ShouldBe("complaint.not_found");
        (await story.Answer(maren, number, null)).Problem!.Code.ShouldBe("complaint.no_outcome");
        (await story.Answer(maren, number, true, " ")).Problem!.Code.ShouldBe("complaint.no_answer");
        (await story.Answer(maren, number, true, new('x', 2001))).Problem!.Code.ShouldBe("complaint.no_answer");
        foreach (var words in new[] { "Kestrel was first.", $"See {first}." })
            (await story.Answer(maren, number, false, words)).Problem!.Code.ShouldBe("conflict.letter_names", words);
        (await story.Load(number)).Upheld.ShouldBeNull();

        var both = await Task.WhenAll(story.Answer(maren, number, true), story.Answer(await story.Conflicts.Colleague(), number, false));

        both.Count(b => b.Ok).ShouldBe(1);
        both.Single(b => !b.Ok).Problem!.Code.ShouldBe("complaint.answered_already");
    }

    [Fact]
    public async Task A_partner_that_is_no_rival_of_the_claim_is_not_named_either()
    {
        var story = await ComplaintStory.In(house);
        var number = await story.Complained(story.Claims.Ines, null);
        await story.Claims.Rename(story.Claims.Vantora, "Norvale Partners");

        (await story.Answer(story.Claims.Maren, number, false, "Norvale Partners is treated alike.")).Problem!.Code.ShouldBe(
            "conflict.letter_names"
        );
        (await story.Answer(story.Claims.Maren, number, false, "Kestrel is treated as every partner.")).Problem.ShouldBeNull(
            "its own name may be said"
        );
    }

    [Fact]
    public async Task The_answer_reaches_the_partner_and_tells_of_nobody_else()
    {
        var story = await ComplaintStory.In(house);
        var (one, first, second) = await story.Conflicts.Contested("Answered Apart");
        var number = await story.Complained(story.Claims.Jonah, second);
        (await story.Answer(story.Claims.Maren, number, true, "We should have told you sooner.")).Problem.ShouldBeNull();
        await house.Work();

        var mail = (await story.Conflicts.Mails(story.Claims.Jonah)).Last(m => m.Subject.StartsWith(number, StringComparison.Ordinal));
        mail.Subject.ShouldBe($"{number} about {second}: you were right to complain");
        mail.Text.ShouldContain("We should have told you sooner.");
        foreach (var text in new[] { mail.Subject, mail.Text, mail.Html })
        foreach (var secret in new[] { "Kestrel", first, one.Number })
            text.ShouldNotContain(secret, Case.Insensitive);
        (await Own(story.Claims.Jonah)).ShouldHaveSingleItem().Reply.ShouldBe("We should have told you sooner.");
    }

    private async Task<IReadOnlyList<OwnComplaint>> Own(Actor who)
    {
        await using var scope = house.As(who);
        return (await scope.ServiceProvider.GetRequiredService<OwnComplaints>().List(1, Ct)).Rows;
    }
}
