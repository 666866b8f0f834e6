using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations;

/// <summary>When looking up names rings the alarm, and what typing a name is.</summary>
public sealed class ProbingTest
{
    [Theory]
    [InlineData(39, 0, false)]
    [InlineData(40, 0, true)]
    [InlineData(60, 30, false)]
    [InlineData(70, 30, true)]
    public void It_rings_for_names_beyond_those_registered(int lookedUp, int registered, bool rings) =>
        Probing.Rings(lookedUp, registered).ShouldBe(rings);

    [Fact]
    public void It_rings_by_the_fiftieth_name_of_somebody_who_registers_none() => Probing.Names.ShouldBeLessThanOrEqualTo(50);

    [Fact]
    public void Typing_on_or_back_is_the_same_name_and_another_name_is_not() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll<NonEmptyString, NonEmptyString>(
                (typed, more) =>
                    Probing.IsTyping(typed.Get, typed.Get + more.Get)
                    && Probing.IsTyping(typed.Get + more.Get, typed.Get)
                    && !Probing.IsTyping("a" + typed.Get, "b" + more.Get)
            )
        );

    [Fact]
    public void What_was_asked_is_its_name_and_its_domain()
    {
        Probing.Key(ClaimKeys.Of("Aldermere Foods Ltd", "www.aldermere.example", null)).ShouldBe("aldermerefoods|aldermere.example");
        Probing.Key(ClaimKeys.Of("Aldermere Foods", null, null)).ShouldBe("aldermerefoods");
        Probing.Key([]).ShouldBeNull();
    }
}
