using Entente.Platform.Values;

namespace Entente.Rules.Values;

public sealed class FaultsTest
{
    private static readonly Problem Name = Problem.Invalid("a.name", "name", "Name it.");
    private static readonly Problem Email = Problem.Invalid("a.email", "email", "Write an address.");

    [Fact]
    public void Several_faults_are_one_refusal_of_all_their_fields()
    {
        var all = Faults.Of(null, Name, Email, Problem.Invalid("b.name", "name", "Another fault of the same field."));

        all!.Kind.ShouldBe(ProblemKind.Invalid);
        all.Code.ShouldBe("a.name");
        all.Fields.ShouldBe(new Dictionary<string, string> { ["name"] = "Name it.", ["email"] = "Write an address." });
    }

    [Fact]
    public void One_fault_stays_itself_and_none_is_none()
    {
        Faults.Of(null, Name).ShouldBeSameAs(Name);
        Faults.Of(null, null).ShouldBeNull();
    }

    [Fact]
    public void A_refusal_of_another_kind_stands_alone()
    {
        var stale = Problem.Stale("a.stale", "It changed.");

        Faults.Of(Name, stale, Email).ShouldBeSameAs(stale);
    }
}
