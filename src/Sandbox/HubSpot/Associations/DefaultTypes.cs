using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Associations;

/// <summary>HubSpot's own association types. Pairs its documentation gives no number for have one above 10,000 here.</summary>
internal static class DefaultTypes
{
    /// <summary>A company that is another's parent, seen from the parent; 14 from the child.</summary>
    public const int Parent = 13;
    public const int Child = 14;

    // csharpier-ignore - a table
    private static readonly (Kind A, Kind B, int There, int Back)[] Pairs =
    [
        (Kind.Contact, Kind.Company, 279, 280), (Kind.Deal, Kind.Contact, 3, 4), (Kind.Deal, Kind.Company, 341, 342),
        (Kind.Contact, Kind.Ticket, 15, 16), (Kind.Deal, Kind.LineItem, 19, 20), (Kind.Company, Kind.Ticket, 340, 339), (Kind.Deal, Kind.Ticket, 27, 28),
        (Kind.Company, Kind.Note, 189, 190), (Kind.Company, Kind.Task, 191, 192), (Kind.Company, Kind.Call, 181, 182), (Kind.Company, Kind.Email, 185, 186), (Kind.Company, Kind.Meeting, 187, 188),
        (Kind.Contact, Kind.Note, 201, 202), (Kind.Contact, Kind.Task, 203, 204), (Kind.Contact, Kind.Call, 193, 194), (Kind.Contact, Kind.Email, 197, 198), (Kind.Contact, Kind.Meeting, 199, 200),
        (Kind.Deal, Kind.Note, 213, 214), (Kind.Deal, Kind.Task, 215, 216), (Kind.Deal, Kind.Call, 205, 206), (Kind.Deal, Kind.Email, 209, 210), (Kind.Deal, Kind.Meeting, 211, 212),
        (Kind.Ticket, Kind.Note, 227, 228), (Kind.Ticket, Kind.Task, 229, 230), (Kind.Ticket, Kind.Call, 219, 220), (Kind.Ticket, Kind.Email, 223, 224), (Kind.Ticket, Kind.Meeting, 225, 226),
        (Kind.Lead, Kind.Contact, 608, 609), (Kind.Lead, Kind.Company, 610, 611),
    ];

    private static readonly Dictionary<(Kind, Kind), int> Plain = Pairs
        .SelectMany(p => new[] { ((p.A, p.B), p.There), ((p.B, p.A), p.Back) })
        .Append(((Kind.Contact, Kind.Contact), 449))
        .Append(((Kind.Company, Kind.Company), 450))
        .Append(((Kind.Deal, Kind.Deal), 451))
        .ToDictionary();

    private static readonly Dictionary<(Kind, Kind), int> Main = new()
    {
        [(Kind.Contact, Kind.Company)] = 1,
        [(Kind.Company, Kind.Contact)] = 2,
        [(Kind.Deal, Kind.Company)] = 5,
        [(Kind.Company, Kind.Deal)] = 6,
        [(Kind.Ticket, Kind.Company)] = 26,
        [(Kind.Company, Kind.Ticket)] = 25,
        [(Kind.Lead, Kind.Contact)] = 578,
        [(Kind.Contact, Kind.Lead)] = 579,
        [(Kind.Lead, Kind.Company)] = 580,
        [(Kind.Company, Kind.Lead)] = 581,
    };

    /// <summary>The unlabelled association type, by direction.</summary>
    public static int Unlabelled(Kind from, Kind to) =>
        Plain.TryGetValue((from, to), out var id) ? id : 10_000 + ((int)from * 100) + (int)to;

    /// <summary>The "Primary" association type, by direction; null where there is none.</summary>
    public static int? Primary(Kind from, Kind to) => Main.TryGetValue((from, to), out var id) ? id : null;

    /// <summary>The other direction of a label that is HubSpot's own; null for other numbers.</summary>
    public static int? Inverse(int label) =>
        label switch
        {
            Parent => Child,
            Child => Parent,
            _ => null,
        };
}
