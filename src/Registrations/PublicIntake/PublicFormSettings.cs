using Entente.Access.ProofOfWork;
using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Registrations.PublicIntake;

internal readonly record struct PublicFormId(Guid Value) : ITypedId<PublicFormId>
{
    public static PublicFormId From(Guid value) => new(value);
}

/// <summary>How the open form is guarded; a workspace's choice.</summary>
/// <param name="On">Off: the address answers as if it were not there.</param>
/// <param name="Newcomers">Who is not on a partner's team yet may send too, from an address of the partner's own domain, and joins it as a seller by confirming.</param>
/// <param name="Bits">The work a browser does, <see cref="Puzzle.LeastBits"/> to <see cref="Puzzle.MostBits"/>; each bit doubles it.</param>
/// <param name="PerAddress">Claims an hour from one address.</param>
/// <param name="PerHost">Claims an hour from one domain.</param>
/// <param name="InAll">Claims an hour in the workspace.</param>
/// <param name="WithoutWork">Of these, from browsers that did no work.</param>
public sealed record PublicFormRules(bool On, bool Newcomers, int Bits, int PerAddress, int PerHost, int InAll, int WithoutWork)
{
    public const int MostAnHour = 10_000;

    public static PublicFormRules Default { get; } = new(false, true, Puzzle.UsualBits, 6, 30, 300, 20);

    /// <summary>Per field, what cannot be; empty when it holds together.</summary>
    public IReadOnlyDictionary<string, string> Wrong()
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Bits is < Puzzle.LeastBits or > Puzzle.MostBits)
            wrong["bits"] = $"Choose between {Puzzle.LeastBits} and {Puzzle.MostBits}.";
        foreach (var (field, number) in new[] { ("perAddress", PerAddress), ("perHost", PerHost), ("inAll", InAll) })
            if (number is < 1 or > MostAnHour)
                wrong[field] = "Choose between 1 and 10,000 an hour.";
        if (WithoutWork is < 0 or > MostAnHour)
            wrong["withoutWork"] = "Choose between 0 and 10,000 an hour.";
        else if (WithoutWork > InAll)
            wrong["withoutWork"] = "That is more than the form takes in all.";
        return wrong;
    }
}

/// <summary>The open form's settings: one row a workspace, from the first change on.</summary>
[Subject("public_form")]
internal sealed class PublicFormSettings : Entity
{
    private PublicFormSettings() { }

    public PublicFormId Id { get; private init; }
    public bool IsOn { get; private set; }
    public bool Newcomers { get; private set; }
    public int Bits { get; private set; }
    public int PerAddress { get; private set; }
    public int PerHost { get; private set; }
    public int InAll { get; private set; }
    public int WithoutWork { get; private set; }

    public PublicFormRules Rules => new(IsOn, Newcomers, Bits, PerAddress, PerHost, InAll, WithoutWork);

    public static PublicFormSettings Begin(DateTimeOffset now) => new() { Id = Ids.New<PublicFormId>(now) };

    public void Set(PublicFormRules rules) =>
        (IsOn, Newcomers, Bits, PerAddress, PerHost, InAll, WithoutWork) = (
            rules.On,
            rules.Newcomers,
            rules.Bits,
            rules.PerAddress,
            rules.PerHost,
            rules.InAll,
            rules.WithoutWork
        );
}
