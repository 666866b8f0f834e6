using Entente.Platform.Matching;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Matching;

public sealed class CompanyNameTest
{
    [Theory]
    [InlineData("NVIDIA CORP", "nvidia")]
    [InlineData("Nvidia Corporation", "nvidia")]
    [InlineData("3 M Co.", "3m")]
    [InlineData("3M CO", "3m")]
    [InlineData("J P Morgan Chase & Co", "jp morgan chase")]
    [InlineData("The Home Depot, Inc.", "home depot")]
    [InlineData("Home Depot, Inc., The", "home depot")]
    [InlineData("Müller & Söhne GmbH & Co. KG", "muller sohne")]
    [InlineData("Société Générale S.A.", "societe generale")]
    [InlineData("AT&T INC.", "at t")]
    [InlineData("S & P Global", "sp global")]
    [InlineData("Żabka Polska sp. z o.o.", "zabka polska")]
    [InlineData("ŠKODA AUTO a.s.", "skoda auto")]
    [InlineData("BANK OF AMERICA CORP /DE/", "bank of america")]
    [InlineData("Grande Group Ltd/HK", "grande group")]
    [InlineData("FAIRFAX FINANCIAL HOLDINGS LTD/ CAN", "fairfax financial holdings")]
    [InlineData("Kyoto Financial Group Inc/ADR", "kyoto financial group")]
    [InlineData("FERRELLGAS PARTNERS L P", "ferrellgas partners")]
    [InlineData("CRH PUBLIC LTD CO", "crh")]
    [InlineData("ООО Ромашка", "ромашка")]
    [InlineData("トヨタ自動車株式会社", "トヨタ自動車")]
    [InlineData("株式会社日立製作所", "日立製作所")]
    [InlineData("华为技术有限公司", "华为技术")]
    [InlineData("삼성전자주식회사", "삼성전자")]
    [InlineData("삼성전자 주식회사", "삼성전자")]
    [InlineData("株式会社", "株式会社")]
    [InlineData("Toyota Motor 株式会社", "toyota motor")]
    [InlineData("Grupo Bimbo, S.A.B. de C.V.", "grupo bimbo")]
    [InlineData("Uncle's Ice Cream", "uncles ice cream")]
    [InlineData("AMAZON.COM, INC.", "amazon com")]
    [InlineData("ＡＢＣ Ｌｔｄ．", "abc")]
    [InlineData("Acme™ Pty. Ltd.", "acme")]
    public void The_core_name_leaves_out_what_does_not_tell_companies_apart(string name, string core) =>
        CompanyName.Of(name).Core.ShouldBe(core);

    [Fact]
    public void A_number_behind_the_legal_form_stays()
    {
        CompanyName.Of("Origin Investment Corp I").Core.ShouldBe("origin investment 1");
        CompanyName.Of("Origin Investment Corp. II").Core.ShouldBe("origin investment 2");
        CompanyName.Of("Sizzle Acquisition Fund III").Core.ShouldBe("sizzle acquisition fund 3");
    }

    [Fact]
    public void Names_that_are_only_a_legal_form_or_an_article_stay_names()
    {
        CompanyName.Of("Limited").Core.ShouldBe("limited");
        CompanyName.Of("The The").Core.ShouldBe("the");
        CompanyName.Of("AG").Core.ShouldBe("ag");
        CompanyName.Of("& Co.").Key.ShouldNotBeEmpty();
    }

    [Fact]
    public void Names_without_letters_have_a_key_of_their_own()
    {
        CompanyName.Of("😍😍").Key.ShouldBe("😍😍");
        CompanyName.Of("!!!").Key.ShouldBe("!!!");
        CompanyName.Of("").Key.ShouldBeEmpty();
        CompanyName.Of(null).Key.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("JP Morgan Chase and Company", "JPMORGAN CHASE & CO")]
    [InlineData("S.A.P. SE", "SAP SE")]
    [InlineData("Crédit Agricole", "CREDIT AGRICOLE SA")]
    [InlineData("H & M", "H&M")]
    public void One_name_written_in_two_ways_has_one_key(string a, string b) => CompanyName.Of(a).Key.ShouldBe(CompanyName.Of(b).Key);

    [Fact]
    public void Forms_of_one_family_agree_and_others_do_not()
    {
        CompanyName.Of("Acme Inc.").LegalForm.ShouldBe(CompanyName.Of("Acme Corporation").LegalForm);
        CompanyName.Of("Acme GmbH").LegalForm.ShouldNotBe(CompanyName.Of("Acme AG").LegalForm);
        CompanyName.Of("Acme").LegalForm.ShouldBeNull();
    }

    [Fact]
    public void Initials_are_those_of_the_core() => CompanyName.Of("International Business Machines Corp").Initials.ShouldBe("ibm");

    [Fact]
    public void Normalising_is_idempotent_and_blind_to_case_and_spaces() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<string>(),
                text =>
                {
                    var name = CompanyName.Of(text);
                    var again = CompanyName.Of(name.Core);
                    return again.Core == name.Core && CompanyName.Of("  " + text + " ").Key == name.Key;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Normalising_is_idempotent_for_names_made_of_forms_articles_numbers_and_initials() =>
        Prop.ForAll(
                Gen.NonEmptyListOf(
                        Gen.Elements(
                            "acme",
                            "works",
                            "Co",
                            "Inc.",
                            "and",
                            "&",
                            "the",
                            "II",
                            "i",
                            "v",
                            "3",
                            "12",
                            "M",
                            "GmbH",
                            "S",
                            "A",
                            "de",
                            "C.V.",
                            "Ltd",
                            "AG",
                            "Z",
                            "o.o.",
                            "sp",
                            "/DE/",
                            "/HK",
                            "(publ)",
                            "株式会社",
                            "トヨタ株式会社",
                            "OOO",
                            "PT",
                            "N",
                            "plc",
                            "e.V.",
                            "KG",
                            "und"
                        )
                    )
                    .Select(parts => string.Join(' ', parts.Take(9)))
                    .ToArbitrary(),
                text =>
                {
                    var name = CompanyName.Of(text);
                    return name.Key.Length > 0
                        && CompanyName.Of(name.Core).Core == name.Core
                        && CompanyName.Of(text.ToUpperInvariant()).Key == name.Key;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Every_registrant_has_a_key_and_its_core_normalises_to_itself()
    {
        if (Suite.Find("names/sec-registrants.csv") is not { } path)
            return;

        var registrants = Suite.Registrants(path);
        Suite.Say($"SEC registrants: {registrants.Count}");
        registrants.Count.ShouldBeGreaterThan(7500);
        foreach (var (_, text) in registrants)
        {
            var name = CompanyName.Of(text);
            name.Key.ShouldNotBeEmpty(text);
            CompanyName.Of(name.Core).Core.ShouldBe(name.Core, text);
            CompanyName.Of(text.ToUpperInvariant()).Key.ShouldBe(name.Key, text);
        }
    }
}
