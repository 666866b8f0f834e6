using Entente.Access;
using Entente.Platform.Data;
using Entente.Portal.Home;
using Entente.Portal.Shell;
using Entente.Portal.Today;
using Entente.Tests.Support;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Portal;

/// <summary>What a room contributes to the places of the portal; speaks only of toys called "today …".</summary>
internal sealed class ToyToday(EntenteDb db) : ITodayItem
{
    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        var toys = await db.Set<Toy>().Where(t => t.Name.StartsWith("today")).OrderBy(t => t.Name).Select(t => t.Name).ToListAsync(ct);
        // Contributed in the order of names; the later the name, the sooner the end.
        var rows = toys.Select(
            (name, i) =>
                new TodayRow(name, "/toys/" + i)
                {
                    Clock = new(now.AddHours(10 - i), now.AddHours(-38)),
                    Severity = Tone.Warn,
                    Value = "€1",
                }
        );
        return toys.Count == 0
            ? null
            : new("toys", "Toys to paint", TodayPlace.Queue, toys.Count, [.. rows])
            {
                Sentence = $"{Format.Words(toys.Count)} toys wait for paint.",
            };
    }
}

internal sealed class ToyHome(EntenteDb db) : IHomeBlock
{
    public async Task<HomeBlock?> Block(DateTimeOffset now, CancellationToken ct)
    {
        var toys = await db.Set<Toy>().Where(t => t.Name.StartsWith("home")).Select(t => t.Name).ToListAsync(ct);
        if (toys.Count == 0)
            return null;
        return new("toys", "Your toys", HomePlace.Main, 10)
        {
            Padded = true,
            Body = builder => builder.AddContent(0, string.Join(", ", toys)),
            Moves = [new("Paint " + toys[0], "/toys/1", "It is plain.", "Paint", "flag", Tone.Warn, now) { Sentence = "A toy needs you." }],
        };
    }
}

internal sealed class ToyMenu : IMenu
{
    public ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<MenuEntry>>([
            new(MemberSide.Staff, 150, "flag", "toys", "Toys", Permissions.ManagePolicy) { Group = "Test" },
            new(MemberSide.Partner, 90, "flag", "portal/toys", "Toys"),
        ]);
}
