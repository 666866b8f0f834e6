using System.Text.Json;
using Entente.Platform.Matching;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Matching;

public sealed class CompanyPairTest
{
    private static readonly string?[] Names =
    [
        null,
        "",
        "Acme",
        "Acme GmbH",
        "Acme Germany GmbH",
        "ACME Inc.",
        "Globex Corporation",
        "Globx Corp",
        "Газпром",
        "Gazprom PAO",
        "3M Co",
        "4M Co",
        "Smith, John",
        "john smith",
        "!!!",
        "株式会社日立製作所",
    ];

    private static readonly string?[] Addresses =
    [
        null,
        "1 Main St, Springfield 12345",
        "1 Main Street",
        "Hauptstr. 5, 10115 Berlin",
        "SW1A 1AA",
        "435 S La Cienega Boulevrd",
        "435 S. La Cienega Blv., Los Angeles",
        "???",
    ];
    private static readonly string?[] Phones = [null, "+49 30 1234567", "030/1234567", "(217) 555-0134", "2175550134 x12", "n/a"];
    private static readonly string?[] Domains = [null, "acme.com", "https://www.acme.de/x", "joe@gmail.com", "not a domain"];
    private static readonly string?[] Countries = [null, "DE", "Germany", "usa", "Atlantis"];

    private static readonly Gen<CompanyRecord> Records =
        from name in Gen.Elements(Names)
        from address in Gen.Elements(Addresses)
        from phone in Gen.Elements(Phones)
        from domain in Gen.Elements(Domains)
        from country in Gen.Elements(Countries)
        select new CompanyRecord(name, address, phone, domain, country);

    [Fact]
    public void It_does_not_matter_which_record_comes_first() =>
        Prop.ForAll(
                Gen.Zip(Records, Records).ToArbitrary(),
                pair =>
                {
                    var (there, back) = (CompanyPair.Of(pair.Item1, pair.Item2), CompanyPair.Of(pair.Item2, pair.Item1));
                    return there.Probability == back.Probability && there.Verdict == back.Verdict;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void A_probability_lies_between_0_and_1_agrees_with_its_verdict_and_has_a_sentence() =>
        Prop.ForAll(
                Gen.Zip(Records, Records).ToArbitrary(),
                pair =>
                {
                    var answer = CompanyPair.Of(pair.Item1, pair.Item2);
                    return answer.Probability is >= 0 and <= 1
                        && answer.Verdict == CompanyPair.VerdictOf(answer.Probability)
                        && answer.Because.EndsWith('.')
                        && answer.Because.Length > 10;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void A_record_with_a_name_is_the_same_as_itself() =>
        Prop.ForAll(
                Records.Where(r => !string.IsNullOrWhiteSpace(r.Name)).ToArbitrary(),
                record => CompanyPair.Of(record, record).Verdict == PairVerdict.Same
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData("Nvidia Corporation", "NVIDIA CORP")]
    [InlineData("JP Morgan Chase and Company", "JPMORGAN CHASE & CO")]
    [InlineData("Müller & Söhne GmbH & Co. KG", "Mueller und Soehne")]
    [InlineData("Société Générale S.A.", "SOCIETE GENERALE")]
    [InlineData("International Business Machines Corp.", "Intl Business Machines")]
    [InlineData("N.V. Philips' Gloeilampenfabrieken", "PHILIPS GLOEILAMPENFABRIEKEN NV, EINDHOVEN")]
    [InlineData("Газпром", "Gazprom PAO")]
    [InlineData("Яндекс ООО", "Yandex LLC")]
    [InlineData("Johnson Brothers Mfg", "Johnson Bros. Manufacturing Inc")]
    [InlineData("berkshire hathway", "BERKSHIRE HATHAWAY INC")]
    [InlineData("Acme GmbH", "Acme mbH")]
    [InlineData("Żabka Polska sp. z o.o.", "ZABKA POLSKA SPZOO")]
    public void One_name_in_two_writings_is_the_same(string left, string right) =>
        Verdict(left, right).ShouldBe(PairVerdict.Same, Why(left, right));

    [Theory]
    [InlineData("Siemens Germany GmbH", "Siemens Inc")]
    [InlineData("Acme Germany GmbH", "Acme Inc")]
    [InlineData("Acme Holdings", "Acme Services")]
    [InlineData("Contoso Europe BV", "Contoso Asia Pte Ltd")]
    [InlineData("Contoso", "Contoso International")]
    [InlineData("Globex Paris", "Globex London")]
    public void A_parent_and_its_subsidiary_or_two_places_are_asked_about(string left, string right) =>
        Verdict(left, right).ShouldBe(PairVerdict.Ask, Why(left, right));

    [Theory]
    [InlineData("Palantir Technologies", "Palatial Homes")]
    [InlineData("Bank of America", "Bank of China")]
    [InlineData("Air France", "Air Canada")]
    [InlineData("Acme Capital Partners", "Globex Capital Partners")]
    [InlineData("3M Co", "4M Co")]
    [InlineData("Origin Investment Corp II", "Origin Investment Corp III")]
    [InlineData("Apple Inc", "Adobe Inc")]
    public void Two_companies_are_different(string left, string right) =>
        Verdict(left, right).ShouldBe(PairVerdict.Different, Why(left, right));

    [Fact]
    public void Fields_beside_the_name_decide_where_names_do_not()
    {
        CompanyRecord a = new("Arnie Mortons of Chicago", "435 S. La Cienega Blv., Los Angeles", "310/246-1501");
        CompanyPair
            .Of(a, new CompanyRecord("Morton's", "435 S. La Cienega Blvd, Los Angeles", "310-246-1501"))
            .Verdict.ShouldBe(PairVerdict.Same);
        CompanyPair.Of(new CompanyRecord("Globex"), new CompanyRecord("Globex", Country: "US")).Verdict.ShouldBe(PairVerdict.Same);
        Ask(new CompanyRecord("Globex", Country: "DE"), new CompanyRecord("Globex", Country: "United States"), "other country (DE / US)");
        Ask(
            new CompanyRecord("Globex", Domain: "globex.com"),
            new CompanyRecord("Initech", Domain: "www.globex.com"),
            "same domain (globex.com)"
        );
        CompanyPair
            .Of(new CompanyRecord("Globex Corp", Domain: "globex.com"), new CompanyRecord("Globexx", Domain: "jane@mail.globex.com"))
            .Verdict.ShouldBe(PairVerdict.Same);
        CompanyPair
            .Of(new CompanyRecord("Globex", Domain: "joe@gmail.com"), new CompanyRecord("Initech", Domain: "ann@gmail.com"))
            .Verdict.ShouldBe(PairVerdict.Different);

        static void Ask(CompanyRecord left, CompanyRecord right, string why)
        {
            var answer = CompanyPair.Of(left, right);
            answer.Verdict.ShouldBe(PairVerdict.Ask, answer.Because);
            answer.Because.ShouldContain(why);
        }
    }

    [Fact]
    public void Nothing_to_compare_is_a_question()
    {
        var answer = CompanyPair.Of(new CompanyRecord("Acme"), new CompanyRecord(null, Phone: "+1 212 555 0134"));
        answer.ShouldBe(new PairAnswer(0.5, PairVerdict.Ask, "There is no field that both records fill."));
    }

    [Fact]
    public void Any_string_may_stand_in_any_field()
    {
        List<string> naughty =
        [
            "\ud800",
            "\ufffe\uffff",
            "a\0b",
            new string('x', 100_000),
            string.Concat(Enumerable.Repeat("1 a,", 50_000)),
            new string('+', 9999),
        ];
        if (Suite.Find("text/blns.json") is { } path)
        {
            var strings = JsonSerializer.Deserialize<string[]>(File.ReadAllText(path))!;
            Suite.Say($"naughty strings: {strings.Length}");
            strings.Length.ShouldBeGreaterThanOrEqualTo(500);
            naughty.AddRange(strings);
        }

        CompanyRecord plain = new("Acme Ltd", "1 Main Street, London", "+44 20 7946 0000", "acme.co.uk", "GB");
        foreach (var text in naughty)
        {
            CompanyRecord record = new(text, text, text, text, text);
            CompanyPair.Of(record, plain).Verdict.ShouldNotBe(PairVerdict.Same, text.Length > 100 ? "long" : text);
            var self = CompanyPair.Of(record, record);
            if (CompanyName.Of(text).Key.Length > 0)
                self.Verdict.ShouldBe(PairVerdict.Same, text.Length > 100 ? "long" : text);
        }
    }

    private static PairVerdict Verdict(string left, string right) =>
        CompanyPair.Of(new CompanyRecord(left), new CompanyRecord(right)).Verdict;

    private static string Why(string left, string right) => CompanyPair.Of(new CompanyRecord(left), new CompanyRecord(right)).ToString();
}
