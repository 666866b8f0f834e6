using Entente.Crm.Port;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

public sealed class CanonicalTests
{
    [Theory]
    [InlineData("2026-11-20T10:00:00.000+0000", "2026-11-20T10:00:00.000Z")]
    [InlineData("2026-11-20T10:00:00.000Z", "2026-11-20T10:00:00.000Z")]
    [InlineData("2026-11-20T11:00:00+01:00", "2026-11-20T10:00:00.000Z")]
    [InlineData("2026-11-20T04:30:00.5-0530", "2026-11-20T10:00:00.500Z")]
    [InlineData("1763632800000", "2025-11-20T10:00:00.000Z")]
    [InlineData("  ", null)]
    [InlineData("soon", "soon")]
    public void An_instant_reads_the_same_whoever_wrote_it(string wire, string? canonical) => Canonical.Instant(wire).ShouldBe(canonical);

    [Theory]
    [InlineData("12000.50", "12000.5")]
    [InlineData("12000", "12000")]
    [InlineData("1.2E4", "12000")]
    [InlineData("-0.10", "-0.1")]
    [InlineData("100", "100")]
    [InlineData("", null)]
    [InlineData("a lot", "a lot")]
    public void A_number_has_one_spelling(string wire, string? canonical) => Canonical.Number(wire).ShouldBe(canonical);

    [Theory]
    [InlineData("https://www.Acme.example/de?x=1", "acme.example")]
    [InlineData("acme.example", "acme.example")]
    [InlineData("http://acme.example:8080", "acme.example")]
    [InlineData("n/a", null)]
    [InlineData("http://", null)]
    [InlineData(null, null)]
    public void The_host_is_found_in_whatever_stands_in_the_website_field(string? website, string? host) =>
        WebHost.Of(website).ShouldBe(host);

    [Fact]
    public void Making_a_value_canonical_twice_changes_nothing() =>
        Prop.ForAll<string?>(text =>
                Canonical.Number(Canonical.Number(text)) == Canonical.Number(text)
                && Canonical.Instant(Canonical.Instant(text)) == Canonical.Instant(text)
                && Canonical.Text(Canonical.Text(text)) == Canonical.Text(text)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void An_instant_survives_its_spelling() =>
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue).Select(s => DateTimeOffset.UnixEpoch.AddSeconds(s).AddMilliseconds(s % 1000)).ToArbitrary(),
                at => Canonical.ReadInstant(Canonical.Instant(at)) == at
            )
            .QuickCheckThrowOnFailure();
}
