using Entente.Crm;
using Entente.Partners.Rules;
using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Partners;

/// <summary>The owner of a partner's company becomes its manager where the CRM has the last word, and never twice over what was decided here since.</summary>
public sealed class CompanyOwnersTest
{
    private static readonly PersonId[] People = [.. Enumerable.Range(1, 3).Select(n => new PersonId(new Guid(n, 0, 0, new byte[8])))];

    private static readonly Gen<(FieldOwner Field, string? Seen, int Theirs, PersonId? Manager)> Worlds =
        from field in Gen.Elements(Enum.GetValues<FieldOwner>())
        from seen in Gen.Elements<string?>(null, "0", "1", "2")
        from theirs in Gen.Choose(0, 2)
        from manager in Gen.Elements<PersonId?>(null, People[0], People[1], People[2])
        select (field, seen, theirs, manager);

    [Fact]
    public void Where_somebody_else_than_the_CRM_has_the_last_word_a_manager_is_never_replaced() =>
        Prop.ForAll(
                Worlds.ToArbitrary(),
                w => w.Field is FieldOwner.Crm || w.Manager is null || w.Manager == People[w.Theirs] || Of(w) is not OwnerVerdict.Take
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void An_owner_that_was_seen_before_changes_nothing_that_was_decided_here_since() =>
        Prop.ForAll(Worlds.ToArbitrary(), w => w.Seen != Name(w.Theirs) || Of(w) is OwnerVerdict.Leave or OwnerVerdict.Keep)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_partner_without_a_manager_takes_another_owner_than_the_one_it_had_whoever_has_the_last_word()
    {
        foreach (var field in Enum.GetValues<FieldOwner>())
        {
            Of((field, null, 1, null)).ShouldBe(OwnerVerdict.Take);
            Of((field, "0", 1, null)).ShouldBe(OwnerVerdict.Take);
            Of((field, "1", 1, null)).ShouldBe(OwnerVerdict.Leave);
        }
    }

    [Theory]
    [InlineData(FieldOwner.Crm, null, OwnerVerdict.Keep)]
    [InlineData(FieldOwner.Crm, "0", OwnerVerdict.Take)]
    [InlineData(FieldOwner.Entente, "0", OwnerVerdict.Propose)]
    [InlineData(FieldOwner.Newest, "0", OwnerVerdict.Propose)]
    [InlineData(FieldOwner.OnlyIfEmpty, "0", OwnerVerdict.Propose)]
    [InlineData(FieldOwner.Crm, "1", OwnerVerdict.Leave)]
    public void Another_owner_than_the_manager(FieldOwner field, string? seen, OwnerVerdict verdict) =>
        Of((field, seen, 1, People[0])).ShouldBe(verdict);

    private static OwnerVerdict Of((FieldOwner Field, string? Seen, int Theirs, PersonId? Manager) w) =>
        CompanyOwners.Of(w.Field, w.Seen, Name(w.Theirs), People[w.Theirs], w.Manager);

    private static string Name(int owner) => owner.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
