namespace Entente.Sandbox.Store;

/// <summary>
/// The one store behind both protocols. Reads take no lock and see whole transactions' records; writes run one at a time, are
/// in the operating system's hands before they return, and are then told to the change feed in order.
/// </summary>
internal sealed class CrmStore : IDisposable
{
    private readonly Lock writing = new();
    private readonly TimeProvider clock;
    private readonly Image image;
    private readonly FileStream? guard;
    private Journal journal;
    private Action<IReadOnlyList<Change>> feed = static _ => { };
    private long sequence;

    private CrmStore(TimeProvider clock, Image image, Journal journal, FileStream? guard) =>
        (this.clock, this.image, this.journal, this.guard) = (clock, image, journal, guard);

    /// <summary>Bytes below which a journal is never rewritten: it loads in half a second anyway.</summary>
    private const long CompactAbove = 64 << 20;

    public const string FileName = "sandbox.journal";

    /// <summary>Opens the store in a folder (made when missing). Messages about repairs go to <paramref name="say"/>.
    /// A journal larger than <paramref name="compactAbove"/> bytes that is mostly overwritten history is rewritten.</summary>
    /// <exception cref="IOException">Another process has it open.</exception>
    /// <exception cref="InvalidDataException">The journal is damaged in the middle, or from another version.</exception>
    public static CrmStore Open(string folder, TimeProvider clock, Action<string> say, long compactAbove = CompactAbove)
    {
        Directory.CreateDirectory(folder);
        var held = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            var path = Path.Combine(folder, FileName);
            var state = new Image(clock.GetUtcNow().ToUnixTimeMilliseconds());
            var fresh = !File.Exists(path);
            var log = Journal.Open(path, frame => EntryReader.Replay(frame, state), say);
            var store = new CrmStore(clock, state, log, held);
            if (fresh)
                store.Reset();
            else
                store.CompactWhenWorthIt(path, compactAbove, say);
            return store;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public IReadOnlyList<Pipeline> Pipelines => image.Pipelines;

    /// <summary>The living pipelines of a kind, in order.</summary>
    public IReadOnlyList<Pipeline> PipelinesOf(Kind kind) =>
        kind == Kind.Deal ? image.Pipelines : [.. image.AllPipelines.Where(p => p.Kind == kind && !p.Archived)];

    public IReadOnlyList<Owner> Owners => image.Owners;

    public long JournalBytes => journal.Length;

    public long LinkCount => image.LinkCount;

    public Schema Schema(Kind kind) => image.Schema(kind);

    /// <summary>A record by id, archived ones too; null when there never was one.</summary>
    public Record? Find(long id) => Kinds.IsRecord(RecordIds.KindOf(id)) ? image.Table(RecordIds.KindOf(id))[RecordIds.NumberOf(id)] : null;

    /// <summary>The living record with this value in a unique field (case-insensitive).</summary>
    public Record? FindBy(Field unique, string value) =>
        image.FindBy(unique, value) is { } id && Find(id) is { Archived: false } record ? record : null;

    /// <summary>The id that stands for a merged one now; null when it was never merged away.</summary>
    public long? SurvivorOf(long id) => image.SurvivorOf(id);

    /// <summary>Values of one field that a record had, newest first; the present one is among them.</summary>
    public IReadOnlyList<PastValue> History(Record record, Field field) => image.History.Of(record, field.Slot);

    /// <summary>Records that others were merged into.</summary>
    public IEnumerable<long> Survivors => image.Survivors;

    /// <summary>Every record of a kind by rising id, recycle bin included, after the given id (0: from the start).</summary>
    public IEnumerable<Record> All(Kind kind, long afterId = 0) => image.Table(kind).From(afterId == 0 ? 0 : RecordIds.NumberOf(afterId));

    /// <summary>Every record of a kind by falling id, recycle bin included.</summary>
    public IEnumerable<Record> Newest(Kind kind)
    {
        var table = image.Table(kind);
        for (var number = table.Last; number > 0; number--)
        {
            if (table[number] is { } record)
                yield return record;
        }
    }

    public long CountLiving(Kind kind) => image.Table(kind).Living;

    public IReadOnlyList<Link> LinksOf(long id) => image.LinksOf(id);

    /// <summary>Every association by rising id.</summary>
    public IEnumerable<Link> AllLinks() => image.AllLinks;

    /// <summary>Living records of one kind associated with a record, oldest association first.</summary>
    public IEnumerable<(Link Link, Record Record)> Linked(long id, Kind kind)
    {
        foreach (var link in image.LinksOf(id))
        {
            if (RecordIds.KindOf(link.OtherEnd(id)) == kind && Find(link.OtherEnd(id)) is { Archived: false } record)
                yield return (link, record);
        }
    }

    /// <summary>The primary company (Salesforce: the account) of a deal or contact.</summary>
    public Record? PrimaryCompany(long id) => Linked(id, Kind.Company).Where(x => x.Link.Primary).Select(x => x.Record).FirstOrDefault();

    public Link? LinkById(long id) => image.LinkById(id);

    public Owner? Owner(long id) => image.Owners.FirstOrDefault(o => o.Id == id);

    /// <summary>The stage with its pipeline, by HubSpot's stage id.</summary>
    public (Pipeline Pipeline, Stage Stage)? Stage(string? id) =>
        (from p in image.Pipelines from s in p.Stages where s.Id == id select ((Pipeline, Stage)?)(p, s)).FirstOrDefault();

    /// <summary>Canonical text of any field of a record, computed ones included; null when empty.</summary>
    public string? Value(Record record, Field field)
    {
        if (field.Source is FieldSource.Stored or FieldSource.Id or FieldSource.Created or FieldSource.Modified)
            return record.Get(field);
        if (field.Source is not (FieldSource.StageProbability or FieldSource.StageClosed or FieldSource.StageWon))
            return Told(record, field);
        var stage = Stage(record.Get(image.Schema(Kind.Deal)["dealstage"]))?.Stage;
        return field.Source switch
        {
            FieldSource.StageProbability => stage?.Probability.ToString(System.Globalization.CultureInfo.InvariantCulture),
            FieldSource.StageClosed => stage is { Closed: true } ? "true" : "false",
            _ => stage is { Won: true } ? "true" : "false",
        };
    }

    private string? Told(Record record, Field field) =>
        field.Source switch
        {
            FieldSource.MergedIds => image.MergedInto(record.Id) is { Length: > 0 } ids ? string.Join(';', ids) : null,
            FieldSource.MadeThrough => record.CreatedBy?.HubSpotSource,
            FieldSource.MadeBy => record.CreatedBy?.SourceId,
            FieldSource.ExchangeRate => Rate(record)?.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture),
            _ => decimal.TryParse(
                record.Get(image.Schema(record.Kind)["amount"]),
                System.Globalization.CultureInfo.InvariantCulture,
                out var amount
            ) && Rate(record) is { } rate
                ? (amount * rate).ToString("0.############", System.Globalization.CultureInfo.InvariantCulture)
                : null,
        };

    private decimal? Rate(Record deal) => Currencies.Of(this).Rate(deal.Get(image.Schema(Kind.Deal)["deal_currency_code"]));

    public string? Setting(string key) => image.Settings.GetValueOrDefault(key);

    /// <summary>Rises with every change of a setting, for those who keep what they made of settings.</summary>
    public long SettingsVersion => image.SettingsVersion;

    /// <summary>Every setting whose key begins so, by key.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings(string prefix) =>
        image
            .Settings.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Runs one transaction. When it returns, what was staged is safe against a kill of the process.</summary>
    public T Write<T>(Origin origin, Func<Tx, T> act)
    {
        lock (writing)
        {
            var tx = new Tx(image, origin, clock.GetUtcNow());
            var result = act(tx);
            if (tx.Abandoned || tx.Entries.Written.Length == 0)
                return result;
            Commit(tx.Entries.Written);
            if (tx.Changes.Count > 0)
                feed([.. tx.Changes.Select(c => c with { Sequence = ++sequence })]);
            foreach (var next in tx.AfterCommit)
                next();
            return result;
        }
    }

    public void Write(Origin origin, Action<Tx> act) =>
        Write(
            origin,
            tx =>
            {
                act(tx);
                return true;
            }
        );

    /// <summary>Every change from now on, transaction by transaction, in order. Runs inside the write: take it and go.</summary>
    public IDisposable Subscribe(Action<IReadOnlyList<Change>> listener)
    {
        lock (writing)
            feed += listener;
        return new Subscription(() =>
        {
            lock (writing)
                feed = (feed - listener) ?? (static _ => { });
        });
    }

    /// <summary>Throws everything away, back to a new account.</summary>
    public void Reset()
    {
        lock (writing)
        {
            var entry = new EntryWriter();
            entry.Reset(clock.GetUtcNow().ToUnixTimeMilliseconds());
            Commit(entry.Written);
        }
    }

    /// <summary>Asks the disk to hold what was written (power loss); answers do not wait for it.</summary>
    public void Sync() => journal.Sync();

    public void Dispose()
    {
        lock (writing)
            journal.Dispose();
        guard?.Dispose();
    }

    private void Commit(ReadOnlySpan<byte> entries)
    {
        journal.Append(entries);
        EntryReader.Replay(entries, image);
    }

    /// <summary>Rewrites the journal when most of a large one is overwritten history.</summary>
    private void CompactWhenWorthIt(string path, long above, Action<string> say)
    {
        var records = Image.Kinds.Sum(k => image.Table(k).Last);
        if (journal.Length < above || image.RecordEntries < 3 * Math.Max(1, records))
            return;
        var before = journal.Length;
        var fresh = path + ".new";
        File.Delete(fresh);
        using (var target = Journal.Open(fresh, static _ => { }, say))
        {
            Snapshot.Write(image, target);
            target.Sync();
        }
        journal.Dispose();
        File.Move(fresh, path, overwrite: true);
        journal = Journal.Open(path, static _ => { }, say);
        say($"{path}: {before >> 10} KB of history rewritten as {journal.Length >> 10} KB.");
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
