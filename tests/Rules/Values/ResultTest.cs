using Entente.Platform.Values;
using Shouldly;
using Xunit;

namespace Entente.Rules.Values;

public sealed class ResultTest
{
    private static readonly Problem Refusal = Problem.Conflict("registration.already_decided", "It has been decided.");

    [Fact]
    public void Done_is_neither_refused_nor_empty()
    {
        Result.Done.Ok.ShouldBeTrue();
        Result.Done.Problem.ShouldBeNull();
    }

    [Fact]
    public void A_refusal_carries_its_reason()
    {
        Result refused = Refusal;
        Result<int> none = Refusal;
        refused.Ok.ShouldBeFalse();
        refused.Problem.ShouldBe(Refusal);
        none.Ok.ShouldBeFalse();
        none.Problem.ShouldBe(Refusal);
    }

    [Fact]
    public void Reading_the_value_of_a_refusal_is_a_bug_and_names_the_code()
    {
        Result<int> none = Refusal;
        Should.Throw<InvalidOperationException>(() => none.Value).Message.ShouldContain("registration.already_decided");
    }

    [Fact]
    public void A_value_comes_back_as_it_went_in()
    {
        Result<string> some = "DR-1048";
        some.Ok.ShouldBeTrue();
        some.Value.ShouldBe("DR-1048");
    }

    [Fact]
    public void A_problem_of_one_field_names_the_field()
    {
        var problem = Problem.Invalid("registration.name_missing", "name", "Give the company's name.");
        problem.Kind.ShouldBe(ProblemKind.Invalid);
        problem.Fields!["name"].ShouldBe("Give the company's name.");
    }
}
