using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Platform.Matching;
using Shouldly;
using Xunit;

namespace Entente.Rules.Matching;

public sealed class DomainTest
{
    [Theory]
    [InlineData("https://www.Acme.co.uk/about?x=a@b.com", "acme.co.uk")]
    [InlineData("Jane.Doe@Sales.ACME.com", "acme.com")]
    [InlineData("Jane Doe <jane@acme.de>", "acme.de")]
    [InlineData("mailto:jane@acme.de", "acme.de")]
    [InlineData("http://user:pass@shop.acme.com:8080/x", "acme.com")]
    [InlineData("//cdn.acme.com/lib.js", "acme.com")]
    [InlineData("acme.com.", "acme.com")]
    [InlineData("  www.acme.com  ", "acme.com")]
    [InlineData("www.müller.de", "xn--mller-kva.de")]
    [InlineData("XN--MLLER-KVA.de", "xn--mller-kva.de")]
    [InlineData("食狮。公司。cn", "xn--85x722f.xn--55qx5d.cn")]
    [InlineData("acme.github.io", "acme.github.io")]
    public void Any_way_of_writing_an_address_gives_the_registrable_domain(string text, string domain) =>
        (Domain.Of(text)?.Value).ShouldBe(domain);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("localhost")]
    [InlineData("192.168.1.10")]
    [InlineData("http://[::1]/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("co.uk")]
    [InlineData("Acme Ltd")]
    [InlineData("acme..com")]
    [InlineData("-acme.com")]
    [InlineData("ac me.com/x y")]
    [InlineData("\ud800.com")]
    public void What_is_no_registered_host_gives_none(string? text) => Domain.Of(text).ShouldBeNull();

    [Theory]
    [InlineData("jane@gmail.com")]
    [InlineData("jane@mail.gmx.net")]
    [InlineData("jane@yahoo.co.uk")]
    [InlineData("jane@hotmail.fr")]
    [InlineData("jane@qq.com")]
    public void A_free_mail_domain_identifies_no_company(string address)
    {
        Domain.Of(address)!.Value.IsFreeMail.ShouldBeTrue();
        Domain.OfCompany(address).ShouldBeNull();
    }

    [Theory]
    [InlineData("https://www.linkedin.com/company/acme")]
    [InlineData("facebook.com/acme")]
    [InlineData("https://sites.google.com/view/acme")]
    [InlineData("https://dan.com/buy-domain/acme.com")]
    [InlineData("acme.wixsite.com/home")]
    [InlineData("acme.business.site")]
    [InlineData("example.com")]
    [InlineData("info@acme.onmicrosoft.com")]
    public void A_parked_domain_a_portal_and_a_site_builder_prove_nothing(string text)
    {
        Domain.ProvesNothing(text).ShouldBeTrue();
        Domain.OfCompany(text).ShouldBeNull();
        CompanyPair
            .Of(new("Aldermere Foods", Domain: text), new("Quite Another Trade", Domain: text))
            .Verdict.ShouldBe(PairVerdict.Different);
    }

    [Theory]
    [InlineData("google.com", "google.com")]
    [InlineData("linkedin.de.acme.com", "acme.com")]
    [InlineData("mylinkedin.com", "mylinkedin.com")]
    [InlineData("dan.com.au", "dan.com.au")]
    public void A_domain_that_only_looks_like_one_of_them_is_a_company_s(string text, string domain) =>
        Domain.OfCompany(text)!.Value.Value.ShouldBe(domain);

    [Fact]
    public void A_company_keeps_its_domain() => Domain.OfCompany("jane@acme.com")!.Value.IsFreeMail.ShouldBeFalse();

    [Fact]
    public void Every_vector_of_the_public_suffix_list_holds()
    {
        if (Suite.Find("psl/test_psl.txt") is not { } path)
            return;

        var vectors = File.ReadLines(path)
            .Where(l => !l.StartsWith("//", StringComparison.Ordinal))
            .Select(l =>
                Regex.Match(l, @"^checkPublicSuffix\((null|'(?<host>[^']*)'), (null|'(?<domain>[^']*)')\);", RegexOptions.ExplicitCapture)
            )
            .Where(m => m.Success)
            .Select(m => (Host: Read(m, "host"), Domain: Read(m, "domain")))
            .ToList();
        Suite.Say($"public suffix list: {vectors.Count} vectors");
        vectors.Count.ShouldBeGreaterThanOrEqualTo(76);

        foreach (var (host, expected) in vectors)
            (Domain.Of(host)?.Value).ShouldBe(expected is null ? null : new IdnMapping().GetAscii(expected), host);
    }

    private static string? Read(Match match, string group) => match.Groups[group].Success ? match.Groups[group].Value : null;
}
