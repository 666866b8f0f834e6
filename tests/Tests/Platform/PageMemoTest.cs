using Entente.Platform.Data;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Platform;

public sealed class PageMemoTest(WebHouse web) : IClassFixture<WebHouse>
{
    private sealed record Thing(string Says);

    [Fact]
    public async Task What_a_page_asked_for_is_asked_once_what_is_not_there_too()
    {
        await using var scope = Scope();
        var memo = scope.ServiceProvider.GetRequiredService<PageMemo>();
        memo.Begin();
        var asked = new List<int[]>();

        (await Ask(memo, asked, 1, 2, 2, 3)).Keys.ShouldBe([1, 2], ignoreOrder: true);
        (await Ask(memo, asked, 2, 3, 4))[2].Says.ShouldBe("2");
        await Ask(memo, asked);

        asked.ShouldBe([
            [1, 2, 3],
            [4],
        ]);
    }

    [Fact]
    public async Task Acts_and_jobs_remember_nothing()
    {
        await using var scope = Scope();
        var memo = scope.ServiceProvider.GetRequiredService<PageMemo>();
        var asked = new List<int[]>();

        await Ask(memo, asked, 1);
        await Ask(memo, asked, 1);
        await memo.One("thing", () => Count(asked));
        await memo.One("thing", () => Count(asked));

        asked.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_save_ends_what_is_remembered()
    {
        await using var scope = Scope();
        var (memo, db) = (scope.ServiceProvider.GetRequiredService<PageMemo>(), scope.ServiceProvider.GetRequiredService<EntenteDb>());
        memo.Begin();
        var asked = new List<int[]>();
        await Ask(memo, asked, 1);
        await memo.One("thing", () => Count(asked));
        await memo.One("thing", () => Count(asked));

        await db.SaveChangesAsync();
        await Ask(memo, asked, 1);
        await memo.One("thing", () => Count(asked));

        asked.Count.ShouldBe(4);
    }

    private AsyncServiceScope Scope() => web.House.As(web.House.Corvane);

    private static Task<Thing> Count(List<int[]> asked)
    {
        asked.Add([]);
        return Task.FromResult(new Thing("one"));
    }

    // There are a 1 and a 2.
    private static Task<IReadOnlyDictionary<int, Thing>> Ask(PageMemo memo, List<int[]> asked, params int[] keys) =>
        memo.Of<int, Thing>(
            keys,
            wanted =>
            {
                asked.Add(wanted);
                return Task.FromResult<IReadOnlyDictionary<int, Thing>>(
                    wanted.Where(w => w <= 2).ToDictionary(w => w, w => new Thing($"{w}"))
                );
            }
        );
}
