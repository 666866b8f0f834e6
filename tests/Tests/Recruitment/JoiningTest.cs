using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Recruitment.Rules;
using Entente.Recruitment.Sort;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Recruitment;

/// <summary>Several applications of one company, and nobody is lost: neither among them nor on the way to the rules.</summary>
public sealed class JoiningTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly RecruitmentStory story = new(house);

    [Fact]
    public async Task An_application_joins_who_is_still_to_be_decided_and_after_a_decline_it_is_a_candidate_anew()
    {
        await story.Publish(RecruitmentStory.Open with { NotSought = [PartnerType.Oem] });
        var host = RecruitmentStory.Host();
        var byRule = await story.Apply(RecruitmentStory.Input(host) with { Type = "Oem" });
        var byStaff = await story.Apply(RecruitmentStory.Input(host) with { ContactEmail = $"a@{host}" });
        await story.Evaluate(byStaff);
        await story.Decline(byStaff);

        var open = await story.Apply(RecruitmentStory.Input(host) with { ContactEmail = $"b@{host}" });
        var joins = await story.Apply(RecruitmentStory.Input(host) with { ContactEmail = $"c@{host}" });

        (await States([byRule, byStaff, open, joins])).ShouldBe([
            CandidateState.Declined,
            CandidateState.Declined,
            CandidateState.Prospect,
            CandidateState.Joined,
        ]);
        (await story.Load(joins)).JoinedTo.ShouldBe((await story.Load(open)).Id);
        (await story.View(open))!.Same.Select(o => o.Number).ShouldBe([byStaff, byRule], ignoreOrder: true);
    }

    [Fact]
    public async Task An_application_that_joined_another_is_taken_up_on_its_own()
    {
        await story.Publish(RecruitmentStory.Open);
        var host = RecruitmentStory.Host();
        var first = await story.Apply(RecruitmentStory.Input(host));
        var joined = await story.Apply(RecruitmentStory.Input(host) with { ContactEmail = $"other@{host}" });
        await story.Evaluate(first);
        await story.Decline(first);

        await story.Evaluate(joined);

        var taken = await story.Load(joined);
        (taken.State, taken.JoinedTo).ShouldBe((CandidateState.Evaluating, null));
        taken.CameIn.ShouldNotBeNull();
        var view = (await story.View(first))!;
        view.Others.ShouldBeEmpty();
        view.Same.Select(o => o.Number).ShouldBe([joined]);
    }

    [Fact]
    public async Task An_application_whose_job_was_given_up_is_looked_at_when_the_sweep_comes_by()
    {
        await story.Publish(RecruitmentStory.Open);
        // What other tests sent and left.
        await house.Work();
        var number = (await story.TryApply(RecruitmentStory.Input(RecruitmentStory.Host()))).Value;
        await using (var source = Npgsql.NpgsqlDataSource.Create(house.MaintenanceConnection))
        await using (var gone = source.CreateCommand("delete from due_item where kind = 'job:recruitment.sort'"))
            (await gone.ExecuteNonQueryAsync(Ct)).ShouldBe(1);

        await story.Sweep();
        await house.Work();
        (await story.Load(number)).State.ShouldBe(CandidateState.Received, "it came a moment ago");
        house.Clock.Advance(TimeSpan.FromMinutes(11));
        await story.Sweep();
        await story.Sweep();
        await house.Work();

        (await story.Load(number)).State.ShouldBe(CandidateState.Prospect);
    }

    [Fact]
    public async Task An_application_joins_nobody_who_is_declined_at_that_moment()
    {
        await story.Publish(RecruitmentStory.Open);
        var host = RecruitmentStory.Host();
        var first = await story.Apply(RecruitmentStory.Input(host));
        await story.Evaluate(first);
        await using var scope = house.As(house.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var desk = (await CandidateDesk.Take(db, first, Ct))!;
        var sent = await story.TryApply(RecruitmentStory.Input(host) with { ContactEmail = $"second@{host}" });

        var sorting = house.Work();
        await Task.Delay(200, Ct);
        desk.Candidate.Decline(DeclineReason.NoFit, "", "", null, house.Clock.Now);
        await desk.Save(Ct);
        await desk.DisposeAsync();
        await sorting;

        (await story.Load(sent.Value)).State.ShouldBe(CandidateState.Prospect);
    }

    [Fact]
    public async Task Strangers_with_addresses_at_one_mail_host_do_not_use_up_each_other_s_hour()
    {
        await story.Publish(RecruitmentStory.Open);
        var (own, n) = (RecruitmentStory.Host("crowd"), 0);
        for (; n < 11; n++)
            (await Send($"stranger{n}.{own.Replace(".example", "")}@gmail.com")).Problem.ShouldBeNull();

        for (n = 0; n < 10; n++)
            (await Send($"colleague{n}@{own}")).Problem.ShouldBeNull();
        (await Send($"colleague{n}@{own}")).Problem!.Kind.ShouldBe(ProblemKind.TooMany, "of one company they do");

        Task<Result<string>> Send(string email) =>
            story.TryApply(RecruitmentStory.Input(RecruitmentStory.Host()) with { ContactEmail = email });
    }

    private async Task<List<CandidateState>> States(IEnumerable<string> numbers)
    {
        var states = new List<CandidateState>();
        foreach (var number in numbers)
            states.Add((await story.Load(number)).State);
        return states;
    }
}
