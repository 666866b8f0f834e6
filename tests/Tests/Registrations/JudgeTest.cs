using Entente.Access;
using Entente.Crm;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Verdicts;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Matching;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Judge;
using Entente.Registrations.Model;
using Entente.Registrations.Review;
using Entente.Registrations.Rules;
using Entente.Registrations.WhatIf;
using Entente.Tests.Crm;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Registrations;

/// <summary>A person says whether the company claimed is one of the CRM's: remembered, winning, taken back.</summary>
public sealed class JudgeTest(SyncHouse sync) : IClassFixture<SyncHouse>
{
    private static CancellationToken Ct => RegistrationStory.Ct;

    [Fact]
    public async Task What_a_person_says_wins_over_the_score_is_remembered_and_can_be_taken_back()
    {
        var story = await RegistrationStory.In(sync.House);
        var account = await Mirrored("Orrin Vale Logistics", "orrinvale.example");
        // One letter off and a site of its own: somebody has to look.
        var number = await story.Submitted(story.Ines, "Orin Vale Logistics");
        var first = await Candidate(number, account);
        first.Outcome.ShouldNotBe(PairVerdict.Different);
        first.Because.ShouldContain("Names share");
        (await Finding(number)).Severity.ShouldBe(Severity.Warn);

        (await Judge(story, number, account, same: false, "Two carriers in one town")).Problem.ShouldBeNull();

        var judged = await Candidate(number, account);
        (judged.Outcome, judged.Certain, judged.MayTakeBack).ShouldBe((PairVerdict.Different, false, true));
        judged.Said.ShouldBe("Kept apart by Maren Voss today: Two carriers in one town");
        (await Finding(number)).Severity.ShouldBe(Severity.Info);
        // Another partner's claim that says the same of its company is judged already.
        var second = await story.Submitted(story.Jonah, "Orin Vale Logistics");
        (await Candidate(second, account)).Outcome.ShouldBe(PairVerdict.Different);

        (await Judge(story, number, account, same: true)).Problem.ShouldBeNull();
        (await Candidate(second, account)).ShouldSatisfyAllConditions(
            c => c.Certain.ShouldBeTrue(),
            c => c.Outcome.ShouldBe(PairVerdict.Same)
        );

        (await Judge(story, number, account, same: null)).Problem.ShouldBeNull();
        var again = await Candidate(number, account);
        (again.Said, again.Outcome, again.Percent).ShouldBe((null, first.Outcome, first.Percent));
        (await sync.Ask(db => db.Set<CompanyVerdict>().CountAsync(v => v.RevokedAt != null))).ShouldBeGreaterThanOrEqualTo(2);
        (await sync.Ask(db => db.Set<AuditEntry>().CountAsync(a => a.SubjectKind == "company_verdict"))).ShouldBeGreaterThanOrEqualTo(4);
    }

    [Fact]
    public async Task A_claim_that_is_called_an_account_meets_those_that_claim_it_by_its_own_name()
    {
        var story = await RegistrationStory.In(sync.House);
        var account = await Mirrored("Halberd Marine Works", "halberdmarine.example");
        var nick = await story.Submitted(story.Ines, "HMW Quayside");
        var own = await story.Submitted(story.Jonah, "Halberd Marine Works");
        (await Rivals(nick)).ShouldBeEmpty();

        (await Judge(story, nick, account, same: true)).Problem.ShouldBeNull();
        await sync.House.Work();

        (await Rivals(nick)).ShouldBe([own]);
        (await Rivals(own)).ShouldBe([nick]);
        (await story.Approve(own, accept: true)).Problem.ShouldBeNull();
        (await story.Approve(nick, accept: true)).Problem!.Code.ShouldBe(Refusals.ProtectedElsewhere("").Code);

        // A later claim of the same words is the same company from its first moment.
        var third = await story.Submitted(story.Jonah, "HMW Quayside");
        (await Rivals(third)).ShouldContain(nick);
        (await Keys(third)).ShouldContain("name:halberdmarineworks");
    }

    [Fact]
    public async Task Stored_decisions_are_made_again_exactly_with_what_was_said_then()
    {
        var story = await RegistrationStory.In(sync.House);
        var account = await Mirrored("Tamber Ridge Foods", "tamberridge.example");
        var number = await story.Submitted(story.Ines, "Tambor Ridge Foods");
        (await Judge(story, number, account, same: true)).Problem.ShouldBeNull();
        await sync.House.Work();
        (await Judge(story, number, account, same: false)).Problem.ShouldBeNull();
        await sync.House.Work();

        var id = (await story.Load(number)).Id;
        var traces = await sync.Ask(db => db.Set<AssessmentTrace>().Where(t => t.RegistrationId == id).ToListAsync(Ct));

        traces.Select(t => t.Act).ShouldBe(["submit", "judge", "judge"], ignoreOrder: true);
        foreach (var stored in traces.Select(t => t.Read()))
        {
            stored.Engine.ShouldBe(Assessment.Engine);
            var made = ClaimVerdict.Of(stored.Facts, Policy.Default, traces[0].PolicyVersion, stored.Moment!);
            Json(made).ShouldBe(Json(stored.Verdict!));
        }
        traces
            .Select(t => t.Read().Facts.Candidates.Single(c => c.AccountId == account).Said?.Same)
            .ShouldBe([null, true, false], ignoreOrder: true);
    }

    [Fact]
    public async Task Only_who_decides_may_say_it_and_partners_hear_nothing_of_it()
    {
        var story = await RegistrationStory.In(sync.House);
        var account = await Mirrored("Quill Harbour Textiles", "quillharbour.example");
        var number = await story.Submitted(story.Ines, "Quil Harbour Textiles");

        (await sync.House.Act<JudgeCompany, Result>(story.Ines, j => j.Run(new(number, account, false), Ct))).Problem!.Kind.ShouldBe(
            ProblemKind.Forbidden
        );
        var sales = story.Maren with { Permissions = Permissions.Of(StaffRole.Sales) };
        (await sync.House.Act<JudgeCompany, Result>(sales, j => j.Run(new(number, account, false), Ct))).Problem!.Kind.ShouldBe(
            ProblemKind.Forbidden
        );
        (await Judge(story, number, Ids.New<AccountId>(sync.House.Clock.Now).Value, same: true)).Problem!.Kind.ShouldBe(
            ProblemKind.NotFound
        );
        (await Judge(story, number, account, same: true, new string('x', 501))).Problem!.Fields!.Keys.ShouldBe(["why"]);

        (await Judge(story, number, account, same: true)).Problem.ShouldBeNull();
        (await story.Load(number)).Steps.Single(s => s.What.Contains("Quill Harbour", StringComparison.Ordinal)).Internal.ShouldBeTrue();
    }

    [Fact]
    public async Task Another_workspace_never_hears_what_was_said()
    {
        var (left, right) = ("claim:aa||GB", CompanyMark.Of(Ids.New<AccountId>(sync.House.Clock.Now)));
        var story = await RegistrationStory.In(sync.House);
        await using (var scope = sync.House.As(story.Maren))
        {
            var verdicts = scope.ServiceProvider.GetService(typeof(CompanyVerdicts)) as CompanyVerdicts;
            (await verdicts!.Say(right, left, same: true, null, Ct)).Ok.ShouldBeTrue();
            await (scope.ServiceProvider.GetService(typeof(EntenteDb)) as EntenteDb)!.SaveChangesAsync(Ct);
        }

        (await sync.Ask(db => VerdictSql.Around(db, [left], Ct))).Of(left, right).ShouldNotBeNull();
        (await sync.Ask(db => VerdictSql.Around(db, [left], Ct), sync.House.Other)).Pairs.IsEmpty.ShouldBeTrue();
    }

    private static string Json<T>(T value) => Entente.Platform.Jobs.Json.Write(value);

    private Task<Result> Judge(RegistrationStory story, string number, Guid account, bool? same, string? why = null) =>
        sync.House.Act<JudgeCompany, Result>(story.Maren, j => j.Run(new(number, account, same, why), Ct));

    /// <summary>A company that the CRM holds, with an open deal.</summary>
    private async Task<Guid> Mirrored(string name, string domain)
    {
        var made = await sync.RepMakesADeal(CrmKind.HubSpot, sync.Tag(), name, domain);
        if (await sync.House.Act<CrmApi, CrmConnectionCard?>(sync.Entente, api => api.Connection(Ct)) is { } connection)
            await sync.Fetch(connection.Id, CrmObject.Account, made.Account);
        else
            await sync.Connect(CrmKind.HubSpot);
        return await sync.Ask(db => db.Set<AccountRow>().Where(a => a.CrmId == made.Account).Select(a => a.Id.Value).SingleAsync(Ct));
    }

    private async Task<ReviewCandidate> Candidate(string number, Guid account) =>
        (await Review(number)).Candidates.Single(c => c.Account == account);

    private Task<ReviewView> Review(string number) =>
        sync.House.Act<ReviewQuery, ReviewView>(sync.Entente, async q => (await q.Load(number, Ct))!);

    private async Task<Finding> Finding(string number)
    {
        var facts = await Facts(number);
        return VendorChecks.Company(facts);
    }

    private async Task<ClaimFacts> Facts(string number)
    {
        var registration = await sync.Ask(db => db.Set<Registration>().AsNoTracking().SingleAsync(r => r.Number == number, Ct));
        return (
            await sync.House.Act<ClaimWorld, ClaimFacts?>(
                sync.Entente,
                w => w.Facts(registration.PartnerId, registration.AsClaim(), registration.Id, Ct)
            )
        )!;
    }

    private async Task<List<string>> Rivals(string number) => [.. (await Facts(number)).Registrations.Select(r => r.Number).Order()];

    private Task<List<string>> Keys(string number) =>
        sync.Ask(db =>
            db.Set<Registration>()
                .Where(r => r.Number == number)
                .SelectMany(r => r.Keys)
                .Select(k => k.Kind + ":" + k.Value)
                .ToListAsync(Ct)
        );
}
