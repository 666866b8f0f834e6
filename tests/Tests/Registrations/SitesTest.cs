using Entente.Access;
using Entente.Crm;
using Entente.Crm.Duplicates;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Sites;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Matching;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.WhatIf;
using Entente.Tests.Crm;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Registrations;

/// <summary>A workspace changes which sites prove nothing: the next assessment, the mirror and its duplicates go by it, earlier decisions keep theirs.</summary>
public sealed class SitesTest(SyncHouse sync) : IClassFixture<SyncHouse>
{
    private static CancellationToken Ct => RegistrationStory.Ct;

    [Fact]
    public async Task Claims_that_share_a_shared_host_are_two_companies_from_the_change_on()
    {
        var story = await RegistrationStory.In(sync.House);
        var (one, two) = (
            await At(story, story.Ines, "Brill Ovens", "bakehost.example"),
            await At(story, story.Jonah, "Crust Mills", "bakehost.example")
        );
        (await Rivals(two)).ShouldBe([one]);

        (await Say(story, "https://bakehost.example/", proves: false)).Problem.ShouldBeNull();
        await sync.House.Work();

        (await Keys(one)).ShouldBe(["name:brillovens"]);
        (await Rivals(two)).ShouldBeEmpty();
        var typed = await story.Submit(story.Ines, RegistrationStory.Claim("Rye Works") with { Domain = "bakehost.example" });
        typed.Problem!.Fields!["domain"].ShouldContain("not the customer’s own website");

        (await TakeBack(story, "bakehost.example")).Problem.ShouldBeNull();
        await sync.House.Work();
        (await Rivals(two)).ShouldBe([one]);
    }

    [Fact]
    public async Task A_decision_is_made_again_exactly_by_the_list_of_then()
    {
        var story = await RegistrationStory.In(sync.House);
        (await Say(story, "millmail.example", proves: false)).Problem.ShouldBeNull();
        var claim = RegistrationStory.Claim("Mill Of Mar") with { Domain = null, ContactEmail = "mar@millmail.example" };
        var receipt = await story.Submit(story.Ines, claim);
        receipt.Problem.ShouldBeNull();
        var number = receipt.Value.Number;
        (await Keys(number)).ShouldBe(["name:millofmar"]);
        (await TakeBack(story, "millmail.example")).Problem.ShouldBeNull();

        var id = (await story.Load(number)).Id;
        var trace = await sync.Ask(db => db.Set<AssessmentTrace>().SingleAsync(t => t.RegistrationId == id && t.Act == "submit", Ct));
        var stored = trace.Read();
        stored.Facts.Claim.Sites!.ProveNothing.ShouldBe(["millmail.example"]);
        stored.Facts.Claim.Sites.Version.ShouldBeGreaterThan(0);
        stored.Findings.Single(f => f.Code == FindingCodes.Contact).Title.ShouldBe("Contact uses a private address");
        var again = ClaimVerdict.Of(stored.Facts, Policy.Default, trace.PolicyVersion, stored.Moment!);
        Replay.Same(again, stored.Verdict!).ShouldBeTrue();
        var anew = Assessment.Of(stored.Facts, Terms.Of(trace.PolicyVersion, Policy.Default, stored.Moment!.Zone), stored.Moment.At);
        anew.Findings.Select(f => f.Title).ShouldBe(stored.Findings.Select(f => f.Title));

        await sync.House.Work();
        (await Keys(number)).ShouldBe(["domain:millmail.example", "name:millofmar"], "what is still open goes by the list of today");
    }

    [Fact]
    public async Task A_company_of_the_shipped_list_can_be_a_customer_and_its_account_is_found_by_its_site()
    {
        var story = await RegistrationStory.In(sync.House);
        var account = await Mirrored("Flippa Pty", "flippa.com");
        (await DomainOf(account)).ShouldBeNull();
        var claim = RegistrationStory.Claim("The Auction House") with { Domain = "flippa.com", ContactEmail = "ops@flippa.com" };
        (await story.Submit(story.Ines, claim)).Problem!.Fields!.Keys.ShouldBe(["domain"]);

        (await Say(story, "flippa.com", proves: true)).Problem.ShouldBeNull();
        await sync.House.Work();

        (await DomainOf(account)).ShouldBe("flippa.com");
        var receipt = await story.Submit(story.Ines, claim);
        receipt.Problem.ShouldBeNull();
        var stored = await story.Trace(receipt.Value.Number);
        stored.Facts.Candidates.ShouldContain(c => c.AccountId == account && c.Certain);
        (await Keys(receipt.Value.Number)).ShouldContain("domain:flippa.com");
    }

    [Fact]
    public async Task A_site_with_an_umlaut_is_followed_as_the_crm_writes_it()
    {
        var story = await RegistrationStory.In(sync.House);
        var account = await Mirrored("Münchner Gastgeber", "münchen-gastgeber.example");
        (await DomainOf(account)).ShouldBe("xn--mnchen-gastgeber-jzb.example");
        (await Say(story, "münchen-gastgeber.example", proves: false)).Problem.ShouldBeNull();
        await sync.House.Work();
        (await DomainOf(account)).ShouldBeNull();
    }

    [Fact]
    public async Task Duplicates_follow_the_list()
    {
        var story = await RegistrationStory.In(sync.House);
        var (one, two) = (
            await Mirrored("Petra Quill Limited", "quillhost.example"),
            await Mirrored("Petra Quil Ltd", "quillhost.example")
        );
        (await Record(one)).Domain.ShouldBe("quillhost.example");

        (await Say(story, "quillhost.example", proves: false)).Problem.ShouldBeNull();
        await sync.House.Work();

        ((await Record(one)).Domain, (await Record(two)).Domain).ShouldBe((null, null), "nothing joins them but their names");
    }

    [Fact]
    public async Task What_cannot_be_changed_says_why_beside_its_field_and_every_change_is_audited()
    {
        var story = await RegistrationStory.In(sync.House);
        (await Say(story, "no host", proves: false)).Problem!.Fields!.Keys.ShouldBe(["host"]);
        (await Say(story, "co.uk", proves: false)).Problem!.Fields!.Keys.ShouldBe(["host"], "a suffix is nobody's");
        (await Say(story, "gmail.com", proves: false)).Problem!.Fields!["host"].ShouldContain("on the list already");
        (await Say(story, "own.example.net.example", proves: true)).Problem!.Fields!["host"].ShouldContain("proves already");
        (await Say(story, "kestrel.weebly.com", proves: true)).Problem!.Fields!["host"].ShouldContain("below weebly.com");
        (await Say(story, "twice.example", proves: false, why: " ")).Problem!.Fields!.Keys.ShouldBe(["why"]);
        (await Say(story, "twice.example", proves: false)).Problem.ShouldBeNull();
        (await Say(story, "twice.example", proves: false)).Problem!.Fields!["host"].ShouldContain("changed already");
        var refused = await sync.House.Act<ChangeSites, Result>(story.Ines, s => s.Say(new("x.example", false, "Why not"), Ct));
        refused.Problem!.Kind.ShouldBe(ProblemKind.Forbidden);
        (await TakeBack(story, "twice.example")).Problem.ShouldBeNull();

        var version = (await sync.Ask(db => SiteBook.Of(db, Ct))).Version;
        version.ShouldBeGreaterThanOrEqualTo(2);
        (await sync.Ask(db => db.Set<AuditEntry>().CountAsync(a => a.SubjectKind == "site_choice"))).ShouldBeGreaterThanOrEqualTo(2);
        (await sync.Ask(db => SiteBook.Of(db, Ct))).ProveNothing.ShouldNotContain("twice.example");
    }

    private async Task<string> At(RegistrationStory story, Actor who, string company, string domain)
    {
        var receipt = await story.Submit(who, RegistrationStory.Claim(company) with { Domain = domain, ContactEmail = $"a@{domain}" });
        receipt.Problem.ShouldBeNull();
        return receipt.Value.Number;
    }

    private Task<Result> Say(RegistrationStory story, string host, bool proves, string why = "Everybody bakes there") =>
        sync.House.Act<ChangeSites, Result>(Owner(story), s => s.Say(new(host, proves, why), Ct));

    private async Task<Result> TakeBack(RegistrationStory story, string host)
    {
        var id = await sync.Ask(db =>
            db.Set<SiteChoice>().Where(s => s.Host == host && s.RevokedAt == null).Select(s => s.Id).SingleAsync(Ct)
        );
        return await sync.House.Act<ChangeSites, Result>(Owner(story), s => s.TakeBack(id, "A slip", Ct));
    }

    private static Actor Owner(RegistrationStory story) =>
        story.Maren with
        {
            Permissions = new HashSet<string> { Permissions.ManagePolicy },
        };

    private async Task<List<string>> Rivals(string number) =>
        await sync.Ask(async db =>
        {
            var own = await db.Set<Registration>().Include(r => r.Keys).SingleAsync(r => r.Number == number, Ct);
            var (domains, names) = (
                own.Keys.Where(k => k.Kind == ClaimKey.Domain).Select(k => k.Value).ToList(),
                own.Keys.Where(k => k.Kind == ClaimKey.Name).Select(k => k.Value).ToList()
            );
            return await db.Set<Registration>()
                .Where(r => r.Number != number)
                .Where(r =>
                    r.Keys.Any(k =>
                        (k.Kind == ClaimKey.Domain && domains.Contains(k.Value)) || (k.Kind == ClaimKey.Name && names.Contains(k.Value))
                    )
                )
                .Select(r => r.Number)
                .ToListAsync(Ct);
        });

    private async Task<List<string>> Keys(string number) =>
        await sync.Ask(db =>
            db.Set<Registration>()
                .Where(r => r.Number == number)
                .SelectMany(r => r.Keys)
                .Select(k => k.Kind + ":" + k.Value)
                .OrderBy(k => k)
                .ToListAsync(Ct)
        );

    private async Task<Guid> Mirrored(string name, string domain)
    {
        var made = await sync.RepMakesADeal(CrmKind.HubSpot, sync.Tag(), name, domain);
        if (await sync.House.Act<CrmApi, CrmConnectionCard?>(sync.Entente, api => api.Connection(Ct)) is { } connection)
            await sync.Fetch(connection.Id, CrmObject.Account, made.Account);
        else
            await sync.Connect(CrmKind.HubSpot);
        return await sync.Ask(db => db.Set<AccountRow>().Where(a => a.CrmId == made.Account).Select(a => a.Id.Value).SingleAsync(Ct));
    }

    private Task<string?> DomainOf(Guid account) =>
        sync.Ask(db => db.Set<AccountRow>().Where(a => a.Id == new AccountId(account)).Select(a => a.Domain).SingleAsync(Ct));

    private async Task<CompanyRecord> Record(Guid account) =>
        (await sync.Ask(db => DuplicateSql.These(db, [account], Ct))).ShouldHaveSingleItem().Record;
}
