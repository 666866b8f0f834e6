using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Crm.Duplicates;
using Entente.Crm.Sites;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Contests;
using Entente.Registrations.Judge;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Withdraw;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Conflicts;

/// <summary>A person says that a claimed company is not an account, although both share a strong key: it wins, is shown, and can be taken back.</summary>
public sealed class KeptApartTest(TestCluster cluster) : IAsyncLifetime
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
    public async Task The_watch_lets_a_claim_and_an_account_be_two_companies_and_brings_the_case_back_when_it_is_taken_back()
    {
        var story = await ConflictStory.In(house);
        var (connection, account) = await story.Known("Shared Name");
        var number = await story.Claims.Approved(story.Claims.Ines, "Shared Name");
        await house.Work();
        house.Clock.Advance(TimeSpan.FromDays(1));
        await story.Deal(connection, account, "shared-1");
        await story.Sweep();
        (await story.Of("Shared Name"))!.Cause.ShouldBe(SignalCode.DirectOnProtected);

        (await Judge(story, number, account.Value, same: false)).Problem.ShouldBeNull();
        await house.Work();

        var ended = (await story.Of("Shared Name"))!;
        (ended.Status, ended.End).ShouldBe((CaseStatus.Resolved, CaseEnd.FellAway));
        await story.Sweep();
        (await story.All("Shared Name")).ShouldHaveSingleItem().Status.ShouldBe(CaseStatus.Resolved);
        await story.Deal(connection, account, "shared-2");
        await story.Sweep();
        (await story.All("Shared Name"))
            .ShouldHaveSingleItem("another deal there is none of the claim’s business")
            .Status.ShouldBe(CaseStatus.Resolved);

        var line = (
            await house.Act<SaidOfAccounts, (IReadOnlyList<SaidLine> Lines, int)>(story.Claims.Maren, s => s.List(1, Ct))
        ).Lines.Single();
        (line.Same, line.ByName).ShouldBe((false, "Maren Voss"));
        (line.Left + line.Right).ShouldContain("Claims on “sharedname”");
        (await house.Act<TakeBackVerdict, Result>(story.Claims.Maren, t => t.Run(line.Id, Ct))).Problem.ShouldBeNull();
        await house.Work();
        (await story.Of("Shared Name"))!.Status.ShouldNotBe(CaseStatus.Resolved);
    }

    [Fact]
    public async Task Two_registrations_with_one_key_are_never_both_clear_whatever_was_said_of_accounts()
    {
        var story = await ConflictStory.In(house);
        var (_, account) = await story.Known("Key Held");
        var (one, first, second) = await story.Contested("Key Held");

        (await Judge(story, first, account.Value, same: false)).Problem.ShouldBeNull();
        await house.Work();

        (await story.Of("Key Held"))!.Status.ShouldNotBe(CaseStatus.Resolved);
        (await story.Claims.Approve(first, accept: true)).Problem.ShouldBeNull();
        (await story.Claims.Approve(second, accept: true)).Problem!.Code.ShouldBe(Refusals.ProtectedElsewhere("").Code);
        one.Number.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_assessment_does_not_count_what_stands_on_an_account_that_was_kept_apart()
    {
        var story = await ConflictStory.In(house);
        var (connection, account) = await story.Known("Apart Works");
        await story.Deal(connection, account, "apart-1");
        var number = await story.Claims.Submitted(story.Claims.Ines, "Apart Works");
        (await Opportunity(story, number)).Severity.ShouldBe(Severity.Block);

        (await Judge(story, number, account.Value, same: false)).Problem.ShouldBeNull();

        (await Opportunity(story, number)).Severity.ShouldBe(Severity.Info);
        var facts = await Facts(story, number);
        var judged = facts.Candidates.Single(c => c.AccountId == account.Value);
        (judged.Certain, judged.Said!.Same).ShouldBe((false, false));
        // A later claim of the same words, by somebody else, is judged already.
        var later = await story.Claims.Submitted(story.Claims.Jonah, "Apart Works");
        (await Opportunity(story, later)).Severity.ShouldBe(Severity.Info);
    }

    [Fact]
    public async Task Claims_by_two_spellings_are_one_case_unless_people_said_that_they_are_two_companies()
    {
        var story = await ConflictStory.In(house);
        var asked = await Spelled("Amber Quillon Robotics", "Amber Quillon Roobotics");
        await house.Work();
        (await InOneCase(asked)).ShouldBeTrue();

        var (_, account) = await story.Known("Juniper Marlowe Ceramics");
        var (one, other) = await Spelled("Juniper Marlowe Ceramics", "Juniper Marlowe Ceraamics");
        (await Judge(story, one, account.Value, same: true)).Problem.ShouldBeNull();
        (await Judge(story, other, account.Value, same: false)).Problem.ShouldBeNull();
        await house.Work();
        (await InOneCase((one, other))).ShouldBeFalse("who differs from one of a group differs from all of it");

        async Task<(string, string)> Spelled(string left, string right)
        {
            var first = await story.Claims.Submit(story.Claims.Ines, Loose(left));
            var second = await story.Claims.Submit(story.Claims.Jonah, Loose(right));
            return (first.Value.Number, second.Value.Number);
        }

        // Without a site, at an address that says nothing of the company.
        ClaimInput Loose(string company) =>
            RegistrationStory.Claim(company) with
            {
                Domain = null,
                ContactEmail = $"{company.Replace(' ', '.')}@gmail.com",
            };

        async Task<bool> InOneCase((string One, string Other) claims)
        {
            var (left, right) = ((await story.Id(claims.One)).Value, (await story.Id(claims.Other)).Value);
            await using var scope = house.As(house.Corvane);
            return await scope
                .ServiceProvider.GetRequiredService<EntenteDb>()
                .Set<ConflictCase>()
                .AnyAsync(c => c.Sides.Any(s => s.Registration == left) && c.Sides.Any(s => s.Registration == right), Ct);
        }
    }

    [Fact]
    public async Task A_claim_that_was_withdrawn_keeps_no_case_open_over_an_account_that_is_another_company()
    {
        var story = await ConflictStory.In(house);
        var (connection, account) = await story.Known("Left Behind Foods");
        var withdrawn = await story.Claims.Submitted(story.Claims.Ines, "Left Behind Foods");
        var standing = await story.Claims.Submitted(story.Claims.Jonah, "Left Behind Foods");
        await story.Deal(connection, account, "left-1");
        await story.Sweep();
        (await story.Of("Left Behind Foods"))!.Status.ShouldNotBe(CaseStatus.Resolved);

        (await house.Act<WithdrawRegistration, Result>(story.Claims.Ines, w => w.Run(withdrawn, Ct))).Problem.ShouldBeNull();
        // Both say the same of their company: what is said of one holds for the other, but only one of them still stands.
        (await Judge(story, standing, account.Value, same: false)).Problem.ShouldBeNull();
        await house.Work();
        await story.Sweep();
        (await story.Of("Left Behind Foods"))!.Status.ShouldBe(CaseStatus.Resolved);
    }

    [Fact]
    public async Task However_many_claims_stand_in_open_cases_none_of_them_is_taken_for_gone()
    {
        var story = await ConflictStory.In(house);
        var number = await story.Claims.Submitted(story.Claims.Ines, "Many Claims");
        await using var scope = house.As(house.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        await db.Write(
            """
            insert into registration
            select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'number', 'MANY-' || n, 'submission_id', 'many-' || n))).*
              from registration r, generate_series(1, 501) n where r.number = $1
            """,
            Ct,
            number
        );
        var ids = await db.Set<Registration>().Where(r => r.Company == "Many Claims").Select(r => r.Id).ToListAsync(Ct);
        ids.Count.ShouldBe(502);
        var contests = scope.ServiceProvider.GetRequiredService<ClaimContests>();
        (await contests.These(ids, Ct)).Select(c => c.Id).ShouldBe(ids, ignoreOrder: true);
    }

    [Fact]
    public async Task A_site_that_proves_nothing_here_does_not_hide_another_spelling()
    {
        var story = await ConflictStory.In(house);
        var owner = story.Claims.Maren with { Permissions = new HashSet<string> { Entente.Access.Permissions.ManagePolicy } };
        (
            await house.Act<ChangeSites, Result>(owner, s => s.Say(new("sharedkitchen.example", false, "Many companies cook there"), Ct))
        ).Problem.ShouldBeNull();
        var numbers = new List<string>();
        foreach (
            var (who, name) in new[] { (story.Claims.Ines, "Heather Dunstable Optics"), (story.Claims.Jonah, "Heather Dunstable Opptics") }
        )
        {
            var claim = RegistrationStory.Claim(name) with { Domain = null, ContactEmail = $"chef{numbers.Count}@sharedkitchen.example" };
            numbers.Add((await story.Claims.Submit(who, claim)).Value.Number);
        }
        await house.Work();
        (await story.All("Heather Dunstable Optics")).Concat(await story.All("Heather Dunstable Opptics")).ShouldHaveSingleItem();
    }

    private async Task<Finding> Opportunity(ConflictStory story, string number) =>
        VendorChecks.Opportunity(await Facts(story, number), house.Clock.Now);

    private async Task<ClaimFacts> Facts(ConflictStory story, string number)
    {
        var registration = await story.Claims.Load(number);
        return (
            await house.Act<ClaimWorld, ClaimFacts?>(
                Actor.System(house.Corvane.Id),
                w => w.Facts(registration.PartnerId, registration.AsClaim(), registration.Id, Ct)
            )
        )!;
    }

    private Task<Result> Judge(ConflictStory story, string number, Guid account, bool? same) =>
        house.Act<JudgeCompany, Result>(story.Claims.Maren, j => j.Run(new(number, account, same, "Namesakes in one town"), Ct));
}
