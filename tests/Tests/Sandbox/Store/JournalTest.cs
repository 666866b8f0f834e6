using System.Text;
using Entente.Sandbox.Store;
using Entente.Tests.Sandbox.Support;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.Store;

public sealed class JournalTest : IDisposable
{
    private readonly StoreFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_checksum_is_the_castagnoli_one() => Journal.Crc(Encoding.ASCII.GetBytes("123456789")).ShouldBe(0xE3069283u);

    [Fact]
    public void A_store_opened_again_is_the_same_store()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            using var own = new StoreFolder();
            var scribble = new Scribble(seed);
            string before;
            using (var store = own.Open())
            {
                for (var i = 0; i < 40; i++)
                {
                    own.Clock.Advance(TimeSpan.FromMilliseconds(i * 37));
                    scribble.Transaction(store);
                }
                before = StoreFolder.Dump(store);
            }
            using var again = own.Open();
            StoreFolder.Dump(again).ShouldBe(before, $"seed {seed}");
            own.Said.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Cut_anywhere_the_journal_opens_as_the_transactions_that_were_whole()
    {
        var states = new List<(long Length, string Dump)>();
        var scribble = new Scribble(7);
        using (var store = folder.Open())
        {
            states.Add((store.JournalBytes, StoreFolder.Dump(store)));
            for (var i = 0; i < 25; i++)
            {
                scribble.Transaction(store);
                if (store.JournalBytes > states[^1].Length)
                    states.Add((store.JournalBytes, StoreFolder.Dump(store)));
            }
        }
        var whole = File.ReadAllBytes(folder.Journal);
        var cuts = 0;
        for (var length = (int)states[0].Length; length < whole.Length; length += 13)
        {
            using var own = new StoreFolder();
            File.WriteAllBytes(own.Journal, whole[..length]);
            var (expected, dump) = states.Last(s => s.Length <= length);
            using var store = own.Open();
            StoreFolder.Dump(store).ShouldBe(dump, $"cut at {length}");
            own.Said.Count.ShouldBe(length == expected ? 0 : 1);
            new FileInfo(own.Journal).Length.ShouldBe(expected);
            cuts++;
        }
        cuts.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void A_write_after_a_cut_off_tail_is_read_back()
    {
        using (var store = folder.Open())
            Add(store, "First");
        File.AppendAllText(folder.Journal, "torn");
        using (var store = folder.Open())
            Add(store, "Second");
        using var again = folder.Open();
        Names(again).ShouldBe(["First", "Second"]);
        folder.Said.Count.ShouldBe(1);
        folder.Said[0].ShouldContain("the last 4 bytes");
    }

    [Fact]
    public void A_changed_bit_in_the_last_transaction_loses_only_that_one()
    {
        using (var store = folder.Open())
        {
            Add(store, "First");
            Add(store, "Second");
        }
        Flip(^1);
        using var again = folder.Open();
        Names(again).ShouldBe(["First"]);
    }

    [Fact]
    public void A_changed_bit_before_good_transactions_is_damage_and_nothing_is_cut()
    {
        long first;
        using (var store = folder.Open())
        {
            Add(store, "First");
            first = store.JournalBytes;
            Add(store, "Second");
        }
        Flip((int)first - 1);
        var damaged = File.ReadAllBytes(folder.Journal);

        Should.Throw<InvalidDataException>(() => folder.Open()).Message.ShouldContain("is damaged at byte");
        File.ReadAllBytes(folder.Journal).ShouldBe(damaged);
    }

    [Fact]
    public void A_file_of_something_else_is_refused()
    {
        File.WriteAllText(folder.Journal, "This is my diary, please leave it alone.");
        Should.Throw<InvalidDataException>(() => folder.Open()).Message.ShouldContain("is not a sandbox journal");
    }

    [Fact]
    public void A_second_store_in_the_same_folder_is_refused()
    {
        using var store = folder.Open();
        Should.Throw<IOException>(() => folder.Open());
    }

    [Fact]
    public void A_snapshot_is_the_same_store_in_fewer_bytes()
    {
        var scribble = new Scribble(3);
        using var store = folder.Open();
        for (var i = 0; i < 300; i++)
            scribble.Transaction(store);
        using var target = new StoreFolder();
        var image = new Image(0);
        store.Sync();
        using (Journal.Open(folder.Journal, frame => EntryReader.Replay(frame, image), _ => { }))
        using (var fresh = Journal.Open(target.Journal, _ => { }, _ => { }))
        {
            Snapshot.Write(image, fresh);
            fresh.Length.ShouldBeLessThan(store.JournalBytes);
        }
        using var copy = target.Open();
        StoreFolder.Dump(copy).ShouldBe(StoreFolder.Dump(store));
    }

    [Fact]
    public void A_journal_of_mostly_history_is_rewritten_and_goes_on()
    {
        string before;
        using (var store = folder.Open())
        {
            Add(store, "First");
            var name = store.Schema(Kind.Company)["name"];
            for (var i = 0; i < 50; i++)
                store.Write(Origin.Admin, tx => tx.Update(store.All(Kind.Company).First().Id, [new(name, $"Name {i}")]));
            before = StoreFolder.Dump(store);
        }
        File.WriteAllText(folder.Journal + ".new", "left by a killed rewrite");
        using (var store = CrmStore.Open(folder.Path, folder.Clock, folder.Said.Add, compactAbove: 100))
        {
            StoreFolder.Dump(store).ShouldBe(before);
            folder.Said.Single().ShouldContain("of history rewritten as");
            Add(store, "Second");
        }
        using var again = folder.Open();
        Names(again).ShouldBe(["Name 49", "Second"]);
        File.Exists(folder.Journal + ".new").ShouldBeFalse();
    }

    private static void Add(CrmStore store, string name) =>
        store.Write(Origin.Admin, tx => tx.Create(Kind.Company, [new(tx.Schema(Kind.Company)["name"], name)])).Refusal.ShouldBeNull();

    private static List<string?> Names(CrmStore store) =>
        [.. store.All(Kind.Company).Select(r => r.Get(store.Schema(Kind.Company)["name"]))];

    private void Flip(Index at)
    {
        var bytes = File.ReadAllBytes(folder.Journal);
        bytes[at] ^= 0x10;
        File.WriteAllBytes(folder.Journal, bytes);
    }
}
