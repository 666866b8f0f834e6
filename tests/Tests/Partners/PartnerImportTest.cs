using System.Text.Json;
using Entente.Access;
using Entente.Partners;
using Entente.Partners.Import;
using Entente.Partners.Import.Rules;
using Entente.Partners.Model;
using Entente.Platform.Audit;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Partners;

/// <summary>Partners from a file: a verdict for every row before anything is saved, nothing doubled, nothing lost, nobody written to.</summary>
public sealed partial class PartnerImportTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_row_gets_its_verdict_and_nothing_is_made_until_somebody_says_so()
    {
        var maren = await Staff();
        var text =
            "Partner;Website;Type;Status;Tier;Land;Owner;Partner since;Contact;Contact e-mail;Contact role\r\n"
            + $"Nordlicht IT GmbH;https://www.nordlicht-it.example/;Systemhaus;aktiv;Select;DE;{Mail(nameof(Every_row_gets_its_verdict_and_nothing_is_made_until_somebody_says_so))};31.03.2021;Anna Keller;Anna@nordlicht-it.example;Admin\r\n"
            + "Nordlicht IT;;;;;;;;Ben Roth;ben@nordlicht-it.example;\r\n"
            + "Zephyr Works;zephyr.example;Gold dealer;;;;;;;;\r\n\r\n"
            + "Hollow Oak;;;;;France;;;;;\r\n";

        var import = await Judged(maren, text);

        var view = await Show(maren, import);
        view.Rows.Select(r => (r.Line, r.Verdict))
            .ShouldBe([(2, PartnerVerdict.New), (3, PartnerVerdict.Person), (4, PartnerVerdict.Bad), (6, PartnerVerdict.New)]);
        view.Rows[2].Reasons.ShouldHaveSingleItem().Column.ShouldBe("type");
        (await Called("Nordlicht IT GmbH")).ShouldBeNull("nothing is saved before its sender says so");

        await Make(maren, import);

        var made = (await Called("Nordlicht IT GmbH")).ShouldNotBeNull();
        (made.Type, made.Status, made.Tier, made.Region).ShouldBe(
            (PartnerType.SystemIntegrator, PartnerStatus.Active, PartnerTier.Select, "Germany")
        );
        made.Manager.ShouldBe(maren.Person);
        made.Domains.ShouldBe(["nordlicht-it.example"]);
        (await Ask(db => db.Set<Partner>().Where(p => p.PartnerId == made.Id).Select(p => p.Since).SingleAsync(Ct))).ShouldBe(
            new(2021, 3, 31)
        );
        (await Team(made.Id)).ShouldBe([
            ("Anna Keller", "anna@nordlicht-it.example", PartnerRole.Admin),
            ("Ben Roth", "ben@nordlicht-it.example", PartnerRole.Seller),
        ]);
        var hollow = (await Called("Hollow Oak")).ShouldNotBeNull();
        (hollow.Type, hollow.Status, hollow.Region, hollow.Manager).ShouldBe((PartnerType.Reseller, PartnerStatus.Active, "France", null));
        (await Called("Zephyr Works")).ShouldBeNull();
        var done = await Show(maren, import);
        (done.Line.State, done.Made, done.Refused, done.Left).ShouldBe((PartnerImportState.Done, 2, 0, 1));
        done.Rows.Select(r => r.Outcome).ShouldBe(["Partner made. Anna Keller joined.", "Ben Roth joined.", null, "Partner made."]);
        var entry = await Ask(db =>
            db.Set<AuditEntry>()
                .SingleAsync(a => a.SubjectKind == PartnersApi.SubjectKind && a.SubjectId == made.Id.Value && a.Reason != "", Ct)
        );
        (entry.Person, entry.Reason).ShouldBe((maren.Person, "Imported: partners.csv, line 2"));
    }

    [Fact]
    public async Task What_is_here_already_is_left_alone_or_gets_what_it_lacks()
    {
        var maren = await Staff();
        await house.Create(house.Corvane, PartnerStory.Kestrel with { Name = "Bare Branch", Domains = [], Region = "" });
        await house.Create(
            house.Corvane,
            PartnerStory.Kestrel with
            {
                Name = "Full Moon",
                Domains = ["fullmoon.example"],
                Region = "Nordics",
            }
        );
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        var text =
            "Name,Domain,Region,Type,Contact,Email\n"
            + "Bare Branch,barebranch.example,DACH,MSP,Ada Able,ada@barebranch.example\n"
            + "Other Name,https://fullmoon.example/x,DACH,MSP,,\n";

        var skipped = await Judged(maren, text);
        (await Show(maren, skipped)).Rows.Select(r => r.Verdict).ShouldBe([PartnerVerdict.Known, PartnerVerdict.Known]);
        (await Act(maren, a => a.Make(skipped, new(false, false, false), Ct))).Problem!.Code.ShouldBe("partner.import_nothing");
        await Make(maren, skipped, fills: true);

        var bare = (await Called("Bare Branch")).ShouldNotBeNull();
        (bare.Region, bare.Type).ShouldBe(("DACH", PartnerType.Reseller), "what it has stays");
        bare.Domains.ShouldBe(["barebranch.example"]);
        (await Team(bare.Id)).ShouldHaveSingleItem().Email.ShouldBe("ada@barebranch.example");
        (await Called("Full Moon")).ShouldNotBeNull().Region.ShouldBe("Nordics");
        (await Show(maren, skipped))
            .Rows.Select(r => r.Outcome)
            .ShouldBe(["Filled in: region, web address. Ada Able joined.", "Nothing was lacking."]);
    }

    [Fact]
    public async Task What_looks_like_another_is_asked_and_what_nobody_answers_is_not_taken()
    {
        var maren = await Staff();
        await house.Create(house.Corvane, PartnerStory.Kestrel with { Name = "Wanderfalke Systems", Domains = ["wanderfalke.example"] });
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        var import = await Judged(
            maren,
            "Name,Domain,Region\nWanderfalke Systems,wanderfalke-at.example,Austria\nWanderfalke System,,\nWanderfalke Systems GmbH,wanderfalke-ch.example,\n"
        );
        var view = await Show(maren, import);
        view.Rows.ShouldAllBe(r => r.Verdict == PartnerVerdict.Alike);
        view.ToDecide.ShouldBe(3);

        (
            await Act(
                maren,
                a => a.Answer(import, new Dictionary<int, AlikeAnswer?> { [1] = AlikeAnswer.Other, [2] = AlikeAnswer.Same }, Ct)
            )
        ).Problem.ShouldBeNull();
        await Make(maren, import);

        var done = await Show(maren, import);
        (done.Made, done.Left).ShouldBe((1, 2));
        (await Ask(db => db.Set<Partner>().CountAsync(p => p.Name.StartsWith("Wanderfalke"), Ct))).ShouldBe(2);
        var left = await Left(maren, import);
        left.ShouldContain("\"Wanderfalke Systems GmbH\",\"wanderfalke-ch.example\",\"\",\"4\",\"Looks like another\"");
        left.ShouldNotContain("wanderfalke-at.example");
    }

    [Fact]
    public async Task The_same_file_again_makes_nothing_and_one_that_is_being_worked_on_is_the_same()
    {
        var maren = await Staff();
        const string Text = "Name,Website,Contact,Email\nTwice Told,twicetold.example,Ada,ada@twicetold.example\nTwice Alone,,,\n";
        var first = await Judged(maren, Text);
        (await Upload(maren, Text)).Value.ShouldBe(first);
        await Make(maren, first);
        house.Clock.Advance(TimeSpan.FromSeconds(1));

        var second = await Judged(maren, Text);

        second.ShouldNotBe(first);
        (await Show(maren, second)).Rows.ShouldAllBe(r => r.Verdict == PartnerVerdict.Known);
        (await Act(maren, a => a.Make(second, new(false, true, false), Ct))).Problem!.Code.ShouldBe("partner.import_nothing");
    }

    [Fact]
    public async Task Partners_made_since_the_rows_were_checked_ask_for_another_look()
    {
        var maren = await Staff();
        var import = await Judged(maren, "Name\nLate Comer\n");
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        await house.Create(house.Corvane, PartnerStory.Kestrel with { Name = "Late Comer", Domains = [] });

        (await Act(maren, a => a.Make(import, new(false, false, false), Ct))).Problem!.Code.ShouldBe("partner.import_stale");
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        (await Act(maren, a => a.Again(import, Ct))).Problem.ShouldBeNull();
        await house.Work();

        (await Show(maren, import)).Rows.ShouldHaveSingleItem().Verdict.ShouldBe(PartnerVerdict.Known);
    }

    [Fact]
    public async Task Work_that_dies_at_any_moment_goes_on_and_loses_and_doubles_nothing()
    {
        var maren = await Staff();
        const int Partners = 60;
        var text =
            "Name,Website,Contact,Email\n"
            + string.Concat(
                Enumerable
                    .Range(0, Partners)
                    .SelectMany(n =>
                        new[]
                        {
                            $"Mortal {Letters(n)},mortal-{Letters(n)}.example,Ada {n},ada@mortal-{Letters(n)}.example\n",
                            $"Mortal {Letters(n)},,Ben {n},ben@mortal-{Letters(n)}.example\n",
                        }
                    )
            );
        var import = await Judged(maren, text);
        (await Act(maren, a => a.Make(import, new(false, TakesAlike: true, false), Ct))).Problem.ShouldBeNull();

        await Dying(import);

        var made = await Ask(db => db.Set<Partner>().Where(p => p.Name.StartsWith("Mortal ")).Select(p => p.PartnerId).ToListAsync(Ct));
        made.Count.ShouldBe(Partners);
        foreach (var partner in made)
            (await Team(partner)).Count.ShouldBe(2, "no partner without its people");
        var done = await Show(maren, import);
        (done.Made, done.Left, done.Refused).ShouldBe((Partners, 0, 0));
    }

    [Fact]
    public async Task A_row_that_cannot_be_made_any_more_says_why_and_leaves_no_half_partner()
    {
        var maren = await Staff();
        var holder = (await house.Create(house.Corvane, PartnerStory.Kestrel with { Name = "Early Holder", Domains = [] })).Value;
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        var import = await Judged(
            maren,
            "Name,Website,Contact,Email\nTaken Late,takenlate.example,Ada,ada@takenlate.example\nFree,free-one.example,,\n"
        );
        // Not a new partner, but another address of one that was here: nobody is asked to look again.
        await Ask(async db =>
        {
            db.Add(new PartnerDomain { PartnerId = holder, Domain = "takenlate.example" });
            return await db.SaveChangesAsync(Ct);
        });

        await Make(maren, import);

        var done = await Show(maren, import);
        (done.Made, done.Refused).ShouldBe((1, 1));
        done.Rows[0].Refusal.ShouldBe("takenlate.example already belongs to Early Holder.");
        (await Called("Taken Late")).ShouldBeNull();
        (await Ask(db => db.Set<Entente.Access.Model.Person>().AnyAsync(p => p.Email == "ada@takenlate.example", Ct))).ShouldBeFalse();
        (await Left(maren, import)).ShouldContain("\"Refused\",\"takenlate.example already belongs to Early Holder.\"");
    }

    [Theory]
    [InlineData(false, "Winter Orchard", "Velvet Mill")]
    [InlineData(true, "Harbour Glass", "Copper Lane")]
    public async Task Nobody_is_written_to_unless_it_was_ticked_and_then_once(bool invites, string active, string prospect)
    {
        var maren = await Staff();
        var text =
            $"Name,Status,Contact,Email\n{active},active,Ada Able,ada.{invites}@written.example\n{prospect},prospect,Ben Roth,ben.{invites}@written.example\n";
        var import = await Judged(maren, text);

        await Make(maren, import, invites: invites);
        await house.Work();

        var mails = await Ask(db =>
            db.Set<Entente.Platform.Mail.MailMessage>()
                .Where(m => m.ToAddress.EndsWith($".{invites}@written.example".ToLowerInvariant()))
                .Select(m => m.ToAddress)
                .ToListAsync(Ct)
        );
        mails.ShouldBe(invites ? [$"ada.{invites}@written.example".ToLowerInvariant()] : [], "a prospect's people cannot sign in yet");
    }

    [Fact]
    public async Task Hostile_files_are_kept_judged_and_made_whole_and_what_is_not_taken_runs_nothing_in_a_spreadsheet()
    {
        var maren = await Staff();
        var suite = Path.Combine(Environment.GetEnvironmentVariable("ENTENTE_SUITES") ?? "", "text", "blns.json");
        var words = File.Exists(suite) ? JsonSerializer.Deserialize<List<string>>(await File.ReadAllTextAsync(suite, Ct))! : [];
        words.AddRange(["=cmd|' /C calc'!A0", "@SUM(1)", new string('x', 4000)]);
        var text =
            "Name,Type\n"
            + string.Concat(
                words.Select((w, n) => $"\"{w.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{(n % 2 == 0 ? "MSP" : "=1+1")}\n")
            );

        var import = await Judged(maren, text);
        await Make(maren, import);

        var done = await Show(maren, import);
        done.Refused.ShouldBe(0);
        (await Ask(db => db.Set<Enrollment>().Select(e => e.PartnerId).Distinct().CountAsync(Ct))).ShouldBe(
            await Ask(db => db.Set<Partner>().CountAsync(Ct)),
            "each partner is made whole"
        );
        (await Left(maren, import)).Split("\r\n").ShouldAllBe(l => !l.Contains(",\"=1+1\"", StringComparison.Ordinal));
    }

    private static string Letters(int n) => string.Concat($"{n:000}".Select(c => (char)('a' + c - '0')));
}
