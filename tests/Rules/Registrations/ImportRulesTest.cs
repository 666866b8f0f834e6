using Entente.Partners;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations;

/// <summary>What columns are, what a row says, what it comes to.</summary>
public sealed class ImportRulesTest
{
    private static readonly DateTimeOffset Now = new(2026, 3, 12, 10, 20, 0, TimeSpan.Zero);
    private static readonly PartnerId Us = Ids.New<PartnerId>(Now);
    private static readonly PartnerId Them = Ids.New<PartnerId>(Now.AddDays(-900));

    [Fact]
    public void Columns_are_known_by_their_names_in_several_languages_and_none_is_taken_twice()
    {
        var mapping = ImportMapping.Suggest(["Firma", "Webseite", "E-Mail", "Ansprechpartner", "Partner", "Land", "Misc"], staff: true);

        mapping
            .Columns.OrderBy(c => c.Value)
            .Select(c => c.Key)
            .ShouldBe(["company", "domain", "contactEmail", "contactName", "partner", "country"]);
    }

    [Fact]
    public void A_partner_is_not_offered_a_column_for_the_partner() =>
        ImportMapping.Suggest(["Partner", "Company"], staff: false).Columns.Keys.ShouldBe(["company"]);

    [Fact]
    public void However_columns_are_called_each_is_suggested_once_and_lies_in_the_file() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll<string[]>(header =>
            {
                var columns = ImportMapping.Suggest([.. header.Select(h => h ?? "")], staff: true).Columns;
                return columns.Values.Distinct().Count() == columns.Count && columns.Values.All(c => c >= 0 && c < header.Length);
            })
        );

    [Fact]
    public void The_same_words_are_the_same_submission_and_other_words_another() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll<NonEmptyString, NonEmptyString>(
                (company, product) =>
                {
                    var one = new ClaimInput(RegistrationKind.Deal, company.Get, Product: product.Get);
                    var blanks = one with { Company = "  " + company.Get + " " };
                    var moved = new ClaimInput(RegistrationKind.Deal, company.Get + "x", Product: product.Get);
                    return ImportMapping.Submission(one) == ImportMapping.Submission(blanks)
                        && ImportMapping.Submission(one) != ImportMapping.Submission(moved)
                        && ImportMapping.Submission(one) != ImportMapping.Submission(one with { Consent = true })
                        && ImportMapping.Submission(one).Length == 44;
                }
            )
        );

    [Fact]
    public void A_row_reads_kind_consent_country_and_stage_as_people_write_them()
    {
        var mapping = ImportMapping.Suggest(["Company", "Kind", "Consent", "Country", "Stage"], staff: false);

        var (claim, _, wrong) = mapping.Read(["Aldermere", "LEAD", "ja", "Germany", "Discovery scheduled"]);
        wrong.ShouldBeEmpty();
        (claim.Kind, claim.Consent, claim.Country, claim.Stage).ShouldBe((RegistrationKind.Lead, true, "DE", "Discoveryscheduled"));

        mapping.Read(["Aldermere", "7", "perhaps"]).Wrong.Keys.ShouldBe(["kind", "consent"]);
    }

    [Fact]
    public void The_second_row_of_a_company_for_a_partner_is_a_repetition_wherever_it_stands_and_another_partners_is_not()
    {
        var judge = new RowJudge(outsider: false);

        Judge(judge, 2, Us, "Aldermere Foods Ltd", "aldermere.example").Verdict.ShouldBe(RowVerdict.Ready);
        Judge(judge, 3, Us, "ALDERMERE FOODS", null).ShouldBe((RowVerdict.Repeated, "Line 2 claims the same company."));
        Judge(judge, 4, Us, "Something else", "www.aldermere.example").Verdict.ShouldBe(RowVerdict.Repeated);
        Judge(judge, 5, Them, "Aldermere Foods", null).ShouldBe((RowVerdict.Look, "Line 2 claims the same company for another partner."));
        Judge(judge, 6, Us, "Holloway", null).Verdict.ShouldBe(RowVerdict.Ready);
    }

    [Fact]
    public void A_partner_reads_the_same_of_its_row_whatever_the_vendors_data_holds()
    {
        var (claim, rival) = (Claim("Aldermere Foods", "aldermere.example"), Rival());
        var nothing = Facts(Us, claim);
        var everything = nothing with
        {
            Candidates = [new(Them.Value, "Aldermere Foods", "aldermere.example", null, 100, true, true, ["same domain"])],
            Opportunities = [new(Us.Value, Them.Value, "Direct", "Offer", null, "Somebody", null, Now.AddDays(-9), Now.AddDays(-1))],
            Registrations = [rival],
            Leads = [new("Aldermere", "Open", "Somebody", Now.AddDays(-3))],
            Partner = nothing.Partner with { Named = AccountStanding.Blocked },
        };

        Told(everything).ShouldBe(Told(nothing));
        new RowJudge(outsider: false)
            .Judge(2, Us.Value, claim, null, Assess(everything))
            .Verdict.ShouldBe(RowVerdict.Look, "staff read what was found");

        static (RowVerdict, string) Told(ClaimFacts facts)
        {
            var (verdict, reasons) = new RowJudge(outsider: true).Judge(2, Us.Value, facts.Claim, null, Assess(facts));
            return (verdict, string.Join(' ', reasons.Select(r => r.Text)));
        }
    }

    private static (RowVerdict Verdict, string Why) Judge(RowJudge judge, int line, PartnerId partner, string company, string? domain)
    {
        var claim = Claim(company, domain);
        var (verdict, reasons) = judge.Judge(line, partner.Value, claim, null, Assess(Facts(partner, claim)));
        return (verdict, string.Join(' ', reasons.Select(r => r.Text)));
    }

    private static Assessment Assess(ClaimFacts facts) => Assessment.Of(facts, Terms.Of(1, Policy.Default, "Europe/London"), Now);

    private static ClaimFacts Facts(PartnerId partner, Claim claim) =>
        new(claim, new(partner, "Kestrel Quay", "Select", 2, true, "active", [], Inside: true), [], [], []);

    private static Claim Claim(string company, string? domain) => Claims.Whole(company, domain);

    private static RivalFact Rival() =>
        new(
            Them.Value,
            "DR-0001",
            Them,
            "Vantora",
            "Aldermere Foods",
            3,
            RegistrationState.Approved,
            ProtectionState.Conditional,
            Now.AddDays(-10),
            Now.AddDays(80),
            null
        );
}
