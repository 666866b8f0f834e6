using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Values;

public sealed class IdsTest
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ids_sort_by_the_millisecond_they_were_made_in() =>
        Prop.ForAll(
                Gen.Zip(Gen.Choose(0, int.MaxValue), Gen.Choose(1, 100_000)).ToArbitrary(),
                pair =>
                {
                    var (earlier, later) = (Now.AddMilliseconds(pair.Item1), Now.AddMilliseconds((double)pair.Item1 + pair.Item2));
                    var (a, b) = (Ids.New<PartnerId>(earlier), Ids.New<PartnerId>(later));
                    return string.CompareOrdinal(a.Short(), b.Short()) < 0 && a.Value.CompareTo(b.Value) < 0;
                }
            )
            .Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Ids_made_in_one_millisecond_differ() =>
        Enumerable.Range(0, 10_000).Select(_ => Ids.New<PersonId>(Now)).Distinct().Count().ShouldBe(10_000);

    [Fact]
    public void An_id_in_an_address_is_read_back()
    {
        var id = Ids.New<WorkspaceId>(Now);
        id.Short().Length.ShouldBe(32);
        Ids.TryParse<WorkspaceId>(id.Short(), out var read).ShouldBeTrue();
        read.ShouldBe(id);
        Ids.TryParse<WorkspaceId>(id.ToString(), out read).ShouldBeTrue();
        read.ShouldBe(id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("42")]
    [InlineData("0193-not-an-id")]
    [InlineData("' or 1=1")]
    public void Anything_else_in_an_address_is_no_id(string? text) => Ids.TryParse<WorkspaceId>(text, out _).ShouldBeFalse();

    [Fact]
    public void A_reference_names_its_kind_and_id()
    {
        var id = Ids.New<PartnerId>(Now);
        new SubjectRef("registration", id.Value).ToString().ShouldBe($"registration:{id.Short()}");
    }
}
