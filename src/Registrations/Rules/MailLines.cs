using Entente.Collaboration.Rules;

namespace Entente.Registrations.Rules;

/// <summary>Lines of a mail that only a claim knows: <c>Consent: yes</c>, <c>Stage: evaluation</c>, in the languages partners write. Pure.</summary>
internal static class MailLines
{
    private const int LongestValue = 200;

    public static readonly string[] Country =
    [
        "country",
        "land",
        "pays",
        "país",
        "pais",
        "paese",
        "maa",
        "国",
        "国名",
        "国家",
        "kraj",
        "země",
        "страна",
        "ülke",
        "국가",
    ];
    public static readonly string[] Role =
    [
        "role",
        "title",
        "position",
        "job title",
        "funktion",
        "fonction",
        "poste",
        "cargo",
        "puesto",
        "ruolo",
        "functie",
        "rolle",
        "roll",
        "stilling",
        "titel",
        "tittel",
        "befattning",
        "rooli",
        "titteli",
        "tehtävä",
        "役職",
        "肩書き",
        "職位",
        "职位",
        "stanowisko",
        "funkce",
        "должность",
    ];
    public static readonly string[] Product =
    [
        "product",
        "products",
        "produkt",
        "produkte",
        "produkter",
        "produit",
        "produits",
        "producto",
        "productos",
        "producten",
        "prodotto",
        "prodotti",
        "produto",
        "produtos",
        "tuote",
        "tuotteet",
        "製品",
        "製品名",
        "商品",
        "产品",
        "продукт",
        "ürün",
        "제품",
    ];

    private static readonly string[] StageLabels =
    [
        "stage",
        "phase",
        "étape",
        "etapa",
        "fase",
        "fas",
        "vaihe",
        "ステージ",
        "段階",
        "フェーズ",
        "阶段",
        "etap",
        "fáze",
        "этап",
        "aşama",
        "단계",
    ];

    // By the beginning of what people write; Entente's own words come first.
    private static readonly (StageGuess Stage, string[] Words)[] Stages =
    [
        (
            StageGuess.Evaluation,
            ["evalu", "évalu", "valuta", "avalia", "utvärder", "arvioi", "評価", "评估", "ocena", "hodnocen", "оценк", "평가"]
        ),
        (
            StageGuess.DiscoveryScheduled,
            ["discovery", "first meeting", "erstgespräch", "møte", "møde", "möte", "tapaaminen", "打ち合わせ", "商談予定"]
        ),
        (
            StageGuess.NewIntro,
            ["new intro", "intro", "erstkontakt", "neukontakt", "premier contact", "primer contacto", "primo contatto", "primeiro contato"]
        ),
        (StageGuess.NewIntro, ["ny introdu", "første kontakt", "första kontakt", "uusi", "ensikontakti", "新規", "初回", "紹介"]),
    ];

    private static readonly string[] ConsentLabels =
    [
        "consent",
        "contact agreed",
        "contact agrees",
        "einwilligung",
        "zustimmung",
        "consentement",
        "accord",
        "consentimiento",
        "consenso",
        "consentimento",
        "toestemming",
        "samtykke",
        "samtycke",
        "suostumus",
        "同意",
        "承諾",
        "zgoda",
        "souhlas",
        "согласие",
        "onay",
        "동의",
    ];

    /// <summary>The value behind the first of these labels; null when no line has one. What somebody quotes states nothing.</summary>
    /// <param name="labels">Lower case.</param>
    public static string? Of(
        string text,
        IReadOnlyCollection<string> labels,
        int longestLabel = LabelledLine.Longest,
        int longestValue = LongestValue
    )
    {
        foreach (var line in text.Split('\n').Where(l => !l.TrimStart().StartsWith('>')))
            if (
                LabelledLine.Read(line, longestLabel) is var (label, value)
                && labels.Contains(Plain(label))
                && value.Length > 0
                && value.Length <= longestValue
            )
                return value;
        return null;
    }

    /// <summary>A label as it is compared: question marks and kinds of apostrophes make no other one.</summary>
    public static string Plain(string label) => label.Replace('’', '\'').TrimEnd('?', '？', ' ');

    /// <summary>Whether the mail says in so many words that the contact agreed. Nothing else counts.</summary>
    public static bool Consents(string text) => Of(text, ConsentLabels) is { } said && LabelledLine.SaysYes(said);

    /// <summary>The stage by its name, or by what it is called in another language.</summary>
    public static StageGuess? Stage(string text) => Of(text, StageLabels) is { } said ? StageOf(said) : null;

    public static StageGuess? StageOf(string said) =>
        Enum.GetValues<StageGuess>()
            .Select(s => (StageGuess?)s)
            .FirstOrDefault(s =>
                said.Replace(" ", "", StringComparison.Ordinal).Equals(s.ToString(), StringComparison.OrdinalIgnoreCase)
                || said.Equals(s!.Value.Words(), StringComparison.OrdinalIgnoreCase)
            )
        ?? Stages
            .Where(s => s.Words.Any(w => said.StartsWith(w, StringComparison.OrdinalIgnoreCase)))
            .Select(s => (StageGuess?)s.Stage)
            .FirstOrDefault();
}
