using Entente.Platform.Values;
using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations;

public sealed class ClaimReaderTest
{
    private static readonly DateOnly Today = new(2026, 3, 12);
    private static readonly ClaimInput Good = new(
        RegistrationKind.Deal,
        "Aldermere Foods",
        "https://www.aldermere.example/about",
        Amount: "84,000"
    );

    [Theory]
    [InlineData("84000", 84000)]
    [InlineData("84,000", 84000)]
    [InlineData("84.000", 84000)]
    [InlineData("84 000,50", 84000.50)]
    [InlineData("1.234.567,8", 1234567.8)]
    [InlineData("1,234,567.89", 1234567.89)]
    [InlineData("€84k", 84000)]
    [InlineData("1.5m", 1500000)]
    [InlineData("84’000", 84000)]
    [InlineData("12.5", 12.5)]
    public void Amounts_are_read_as_people_write_them(string typed, double amount) => AmountText.Read(typed).ShouldBe((decimal)amount);

    [Theory]
    [InlineData("lots")]
    [InlineData("-5")]
    [InlineData("1,2,3")]
    [InlineData("84.")]
    [InlineData("1e9")]
    [InlineData("٣٤")]
    [InlineData("999999999999999999999999999999")]
    public void What_is_no_amount_is_refused_beside_its_field(string typed) =>
        Refused(Good with { Amount = typed }).Keys.ShouldContain("amount");

    [Fact]
    public void A_site_becomes_its_registrable_domain() => Read(Good).Value.Domain.ShouldBe("aldermere.example");

    [Fact]
    public void A_page_on_a_portal_is_nobodys_website() =>
        Refused(Good with { Domain = "https://www.linkedin.com/company/acme" })["domain"].ShouldContain("anybody has a page there");

    [Fact]
    public void A_mail_service_is_nobodys_website() => Refused(Good with { Domain = "gmail.com" })["domain"].ShouldContain("mail service");

    [Fact]
    public void Every_wrong_field_is_named_at_once()
    {
        var wrong = Refused(
            new(
                RegistrationKind.Deal,
                " ",
                "not a site",
                "Britain",
                ContactEmail: "nobody",
                Stage: "soon",
                Amount: "x",
                CloseDate: "2026-02-31"
            )
        );

        wrong.Keys.ShouldBe(["company", "domain", "country", "contactEmail", "stage", "amount", "closeDate"], ignoreOrder: true);
    }

    [Fact]
    public void What_cannot_be_read_and_what_is_missing_are_said_together()
    {
        var wrong = ClaimReader
            .Read(new(RegistrationKind.Deal, "", Domain: "no site", Amount: "lots"), "EUR", Today, Policy.Default)
            .Problem!.Fields!;

        wrong.Keys.ShouldBe(["company", "domain", "amount", "contactEmail", "problem", "closeDate", "consent"], ignoreOrder: true);
        wrong["amount"].ShouldContain("in figures", customMessage: "it was written, so it is not missing");
    }

    [Fact]
    public void A_text_too_long_says_the_limit_and_its_length() =>
        Refused(Good with { Company = new string('x', 201) })["company"].ShouldBe("Keep this within 200 characters; it has 201.");

    [Fact]
    public void Amounts_keep_the_currency_of_the_workspace() => Read(Good).Value.Amount.ShouldBe(new Money(84_000_00, "EUR"));

    [Fact]
    public void A_currency_is_one_that_is_in_use_or_said_to_be_none_whatever_three_letters_it_has() =>
        Prop.ForAll(
                Gen.Choose('A', 'Z').Select(c => (char)c).ArrayOf(3).Select(c => new string(c)).ToArbitrary(),
                code =>
                {
                    var read = Read(Good with { Currency = code });
                    return Currencies.Knows(code)
                        ? read.Value.Amount!.Value.Currency == code
                        : read.Problem!.Fields!["amount"] == "Name an ISO currency that is in use, such as EUR.";
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Currencies_in_use_are_taken_and_those_that_are_gone_or_no_money_are_not()
    {
        foreach (var code in Currencies.All)
            Read(Good with { Currency = code }).Value.Amount!.Value.Major.ShouldBe(84_000m, code);
        foreach (var code in (string[])["ZZZ", "XXX", "XTS", "XAU", "DEM", "HRK", "eur", "EU", "EURO"])
            Refused(Good with { Currency = code }).Keys.ShouldBe(["amount"], code);
        Refused(Good with { Amount = null, Currency = "ZZZ" }).Keys.ShouldBe(["amount"], "said although no amount stands beside it");
        Currencies.All.Count.ShouldBe(164);
    }

    [Fact]
    public void A_close_date_may_lie_a_month_back_and_no_further()
    {
        Read(Good with { CloseDate = $"{Today.AddMonths(-1):yyyy-MM-dd}" }).Value.CloseDate.ShouldBe(Today.AddMonths(-1));
        Refused(Good with { CloseDate = $"{Today.AddMonths(-1).AddDays(-1):yyyy-MM-dd}" })["closeDate"]
            .ShouldBe("This lies in the past. When do you expect the order?");
        Read(Good with { CloseDate = $"{Today.AddYears(10):yyyy-MM-dd}" }).Ok.ShouldBeTrue();
        Refused(Good with { CloseDate = $"{Today.AddYears(10).AddDays(1):yyyy-MM-dd}" })["closeDate"].ShouldContain("ten years ahead");
    }

    [Fact]
    public void No_typed_text_makes_it_throw() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<string>(),
                typed =>
                {
                    _ = Read(new(RegistrationKind.Deal, typed, typed, typed, typed, typed, typed, typed, typed, typed, null, typed, typed));
                    return true;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_no_database_can_hold_is_left_out_and_nothing_else()
    {
        ClaimReader.OneLine("a\0b").ShouldBe("ab");
        ClaimReader.OneLine("half \ud83d done").ShouldBe("half \ufffd done");
        ClaimReader.OneLine("  👩‍👩‍👧 ﷽ Ω≈ç  ").ShouldBe("👩‍👩‍👧 ﷽ Ω≈ç");
        ClaimReader.Lines("one\r\ntwo").ShouldBe("one\ntwo");
    }

    [Fact]
    public void One_company_has_one_key_however_it_is_written()
    {
        var ours = ClaimKeys.Of("Aldermere Foods Ltd.", "www.aldermere.example", null);

        ClaimKeys.Of("ALDERMERE FOODS", "https://shop.aldermere.example/x", null).ShouldBe(ours);
        ClaimKeys.Of("Aldermere Foods GmbH", null, "r@aldermere.example").ShouldBe(ours);
        ClaimKeys.Of("Aldermere Foods", null, "someone@gmail.com").ShouldBe([ours[1]], "a mail service says nothing about the company");
    }

    private static Result<Claim> Read(ClaimInput input) => ClaimReader.Read(input, "EUR", Today);

    private static IReadOnlyDictionary<string, string> Refused(ClaimInput input) => Read(input).Problem!.Fields!;
}
