using Entente.Sandbox.Store;

namespace Entente.Tests.Sandbox.Support;

/// <summary>Random but repeatable transactions over a small store: creates, changes, archives, restores, links, labels, merges, removals, new fields, refusals.</summary>
internal sealed class Scribble(int seed)
{
    private readonly Random random = new(seed);
    private readonly List<long> ids = [];

    public void Transaction(CrmStore store)
    {
        store.Write(
            Origin.Admin,
            tx =>
            {
                for (var n = random.Next(1, 5); n > 0; n--)
                    Act(tx);
                if (random.Next(8) == 0)
                    tx.Abandon();
            }
        );
    }

    private void Act(Tx tx)
    {
        var kind = Image.Kinds[random.Next(4)];
        switch (random.Next(12))
        {
            case 0 or 1 or 2 or 3:
                if (tx.Create(kind, Values(tx, kind)).Record is { } made)
                    ids.Add(made.Id);
                break;
            case 4 or 5:
                if (Any() is { } changed)
                    tx.Update(changed, Values(tx, RecordIds.KindOf(changed)));
                break;
            case 6:
                if (Any() is { } old)
                    tx.Archive(old);
                break;
            case 7:
                if (Any() is { } gone)
                    tx.Restore(gone);
                break;
            case 8:
                if (Any() is { } a && Any() is { } b && Link.CanJoin(RecordIds.KindOf(a), RecordIds.KindOf(b)))
                {
                    if (random.Next(4) == 0)
                        tx.Unlink(a, b);
                    else
                        tx.Link(
                            a,
                            b,
                            random.Next(3) == 0,
                            random.Next(3) == 0 ? "Decision Maker" : null,
                            random.Next(3) == 0 ? [31, 40 + random.Next(3)] : null
                        );
                }
                break;
            case 9:
                if (Any() is { } kept && Any() is { } other && tx.Merge(kept, other).Record is { } merged)
                    ids.Add(merged.Id);
                break;
            case 10:
                if (random.Next(4) == 0 && Any() is { } forgotten)
                    tx.Erase(forgotten);
                break;
            default:
                if (tx.Schema(kind).HubSpot("entente_id") is null)
                    tx.Define(StoreFolder.UniqueField(kind));
                break;
        }
    }

    private long? Any() => ids.Count == 0 ? null : ids[random.Next(ids.Count)];

    private List<Assignment> Values(Tx tx, Kind kind)
    {
        var fields = tx.Schema(kind)
            .Living.Where(f =>
                f is { Stored: true, ReadOnly: false, Type: FieldType.Text or FieldType.LongText or FieldType.Email or FieldType.Number }
            )
            .ToList();
        return
        [
            .. Enumerable
                .Range(0, random.Next(0, 4))
                .Select(_ => fields[random.Next(fields.Count)])
                .Select(f => new Assignment(f, Value(f))),
        ];
    }

    private string Value(Field field) =>
        field.Type switch
        {
            FieldType.Email => $"P{random.Next(12)}@Example.org",
            FieldType.Number => $"{random.Next(1000)}",
            _ when random.Next(6) == 0 => "",
            _ => field.Unique ? $"Id_{random.Next(12)}" : new string((char)random.Next(0x20, 0xD7FF), random.Next(1, 200)),
        };
}
