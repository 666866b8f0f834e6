using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Associations;

/// <summary>The association types of a request: primary or not, and labels as seen from the first record.</summary>
internal sealed record TypesAsked(bool Primary, IReadOnlyList<int> Labels)
{
    public static TypesAsked Plain { get; } = new(false, []);

    public static (TypesAsked? Asked, HubSpotError? Error) Read(JsonArray? types, Labels known, Kind from, Kind to)
    {
        var (primary, labels) = (false, new SortedSet<int>());
        foreach (var type in types ?? [])
        {
            var (category, id) = (Wire.Text(type?["associationCategory"]), Wire.Text(type?["associationTypeId"]));
            if (
                !int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || !Possible(category, number, known, from, to)
            )
                return (
                    null,
                    HubSpotError.Invalid(
                        $"Association type {category} {id} does not exist between {ObjectTypes.TypeId(from)} and {ObjectTypes.TypeId(to)}."
                    )
                );
            if (category == "USER_DEFINED" || DefaultTypes.Inverse(number) is not null)
                labels.Add(number);
            else
                primary |= number == DefaultTypes.Primary(from, to);
        }
        return (new(primary, [.. labels]), null);
    }

    /// <summary>Associates; the labels replace those there were, unless only plain or primary types were asked for.</summary>
    public Link? Apply(Tx tx, Labels known, long from, long to, bool keep = false)
    {
        var seen = tx.LinksOf(from).FirstOrDefault(l => l.OtherEnd(from) == to);
        var outward = (seen?.From ?? Link.Ends(from, to).From) == from;
        var labels = Labels.Select(l => outward ? l : known.Inverse(l));
        if (keep || Labels.Count == 0)
            labels = labels.Concat(seen?.Labels ?? []);
        return tx.Link(from, to, Primary, labels: [.. labels.Distinct().Order()]);
    }

    private static bool Possible(string? category, int number, Labels known, Kind from, Kind to) =>
        category switch
        {
            "HUBSPOT_DEFINED" => number == DefaultTypes.Unlabelled(from, to)
                || number == DefaultTypes.Primary(from, to)
                || ((from, to) == (Kind.Company, Kind.Company) && DefaultTypes.Inverse(number) is not null),
            "USER_DEFINED" => known.Between(from, to).Any(l => l.TypeId == number),
            _ => false,
        };
}
