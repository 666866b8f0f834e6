using System.Globalization;
using Entente.Platform.Matching;
using Entente.Platform.Matching.Pairs;
using Shouldly;
using Xunit;

namespace Entente.Rules.Matching;

/// <summary>The constants in the code are what the fit gives: nobody turns a knob unseen. Fitted on the even halves; the odd ones judge.</summary>
public sealed class CoefficientsTest
{
    private const double Ridge = 0.0003;

    [Fact]
    public void The_constants_are_what_the_fit_on_the_even_halves_gives()
    {
        if (Training.Registrants(0) is not { } names || Training.Restaurants(0) is not { } restaurants)
            return;
        var people = Training.People("names/febrl-1.csv", "names/febrl-1.csv", 0)!;

        var rows = names
            .Select(p => (Name: NameOf(p), p.Same))
            .Where(p => p.Name is not null)
            .Select(p => (Doubles(p.Name!.Features), p.Same, 0.0))
            .ToList();
        var name = LogisticFit.Of(rows, Ridge);
        Say("Names", name);

        // Each pair also with its phone alone and its address alone: records come with any of their fields.
        var fields = restaurants
            .Concat(people)
            .SelectMany(Parts)
            .Select(p => (Evidence: new Evidence(Reading.Of(p.Left), Reading.Of(p.Right)), p.Same))
            .Where(p => p.Evidence.Name is not null)
            .Select(p => (Doubles(p.Evidence.Fields.Features), p.Same, LogOdds(name, p.Evidence.Name!)))
            .ToList();
        var field = LogisticFit.Of(fields, Ridge, intercept: false);
        Say("Fields", field);
        Suite.Say($"pairs: {rows.Count} of registrants, {restaurants.Count} of restaurants, {people.Count} of people");

        name[0].ShouldBe(Coefficients.Name, 0.02);
        for (var i = 1; i < name.Length; i++)
            name[i].ShouldBe(Coefficients.Names[i - 1], 0.02, NameEvidence.Labels[i - 1]);
        for (var i = 1; i < field.Length; i++)
            field[i].ShouldBe(Coefficients.Fields[i - 1], 0.02, FieldEvidence.Labels[i - 1]);
    }

    private static IEnumerable<Labelled> Parts(Labelled pair)
    {
        yield return pair;
        if (pair.Left.Phone is null)
            yield break;
        yield return Only(r => r with { Address = null });
        yield return Only(r => r with { Phone = null });

        Labelled Only(Func<CompanyRecord, CompanyRecord> part) => new(part(pair.Left), part(pair.Right), pair.Same);
    }

    private static NameEvidence? NameOf(Labelled pair) => NameEvidence.Of(NameView.Of(pair.Left.Name), NameView.Of(pair.Right.Name));

    private static double LogOdds(double[] fit, NameEvidence name) => fit[0] + name.Features.Select((f, i) => f * fit[i + 1]).Sum();

    private static double[] Doubles(float[] features) => [.. features.Select(f => (double)f)];

    private static void Say(string what, double[] fit) =>
        Suite.Say($"{what}: {string.Join(", ", fit.Select(b => b.ToString("F3", CultureInfo.InvariantCulture)))}");
}
