using System.Text.Json.Nodes;
using Entente.Platform.Matching;
using Shouldly;
using Xunit;

namespace Entente.Rules.Matching;

public sealed class EvalFilesTest
{
    [Fact]
    public void Each_row_gets_a_line_in_order()
    {
        var answers = Run(
            Eval.Pairs,
            "\uFEFFLeft,right,left_country,right_country,left_phone\r\n\"Acme, Inc.\",ACME Incorporated,,,\r\nAcme Germany GmbH,Acme Inc,DE,US\r\n\r\nGlobex,Initech\r\n,,,,\r\n"
        );
        answers.Select(a => (string?)a["verdict"]).ShouldBe(["same", "ask", "different", "ask"]);
        answers[0].Select(p => p.Key).ShouldBe(["p", "verdict", "because"]);
        answers.ShouldAllBe(a => (double)a["p"]! >= 0 && (double)a["p"]! <= 1);
    }

    [Fact]
    public void Cells_may_hold_commas_quotes_line_ends_and_much_text()
    {
        var huge = new string('x', 3_000_000);
        var answers = Run(Eval.Pairs, $"left,right\n\"Acme \"\"Works\"\",\nLtd\",\"Acme Works\nLtd\"\n{huge},{huge}\n");
        answers.Select(a => (string?)a["verdict"]).ShouldBe(["same", "same"]);
    }

    [Theory]
    [InlineData("left;right\nAcme, Inc;Acme")]
    [InlineData("left\tright\nAcme, Inc\tAcme")]
    [InlineData("right,left\rAcme,Acme")]
    public void Semicolons_tabs_and_old_line_ends_are_read(string csv) =>
        ((string?)Run(Eval.Pairs, csv).Single()["verdict"]).ShouldBe("same");

    [Theory]
    [InlineData("", "The file is empty: its first line must name the columns.")]
    [InlineData("a,b\n1,2", "The columns 'left' and 'right' are needed; the file has: a, b.")]
    [InlineData("left,right,left\n1,2,3", "The column 'left' is there twice.")]
    [InlineData("left,right\n\"Acme,Acme\n", "A quote that opens in the row on line 2 is never closed.")]
    public void A_bad_file_is_a_sentence(string csv, string sentence) =>
        Should.Throw<InvalidDataException>(() => Run(Eval.Pairs, csv)).Message.ShouldBe(sentence);

    [Fact]
    public void Rows_of_one_company_share_a_cluster()
    {
        var answers = Run(
            Eval.Clustered,
            "id,name,address,phone\na,\"Acme, Inc.\",1 Main St,217 555 0134\nb,Globex,,\nc,ACME Incorporated,1 Main Street,(217) 555-0134\n"
        );
        answers.Select(a => (string?)a["id"]).ShouldBe(["a", "b", "c"]);
        answers.Select(a => (int)a["cluster"]!).ShouldBe([1, 2, 1]);
        Run(Eval.Clustered, "name\nAcme\nAcme").Select(a => (string?)a["id"]).ShouldBe(["1", "2"]);
        Should.Throw<InvalidDataException>(() => Run(Eval.Clustered, "id,size\n1,2")).Message.ShouldContain("id, size");
    }

    [Theory]
    [InlineData("comma_in_quotes", "John,Doe,120 any st.,\"Anytown, WW\",08123", "Anytown, WW")]
    [InlineData("escaped_quotes", "1,\"ha \"\"ha\"\" ha\"", "ha \"ha\" ha")]
    [InlineData("utf8", "4,5,ʤ", "ʤ")]
    public void Rows_of_the_csv_spectrum_are_read(string file, string row, string cell)
    {
        if (Suite.Find($"csv-spectrum/csvs/{file}.csv") is not { } path)
            return;
        var text = File.ReadAllText(path);
        text.ShouldContain(row);
        new Csv(new StringReader(text)).Rows().SelectMany(r => r.Cells).ShouldContain(cell);
    }

    private static List<JsonObject> Run(Action<TextReader, TextWriter> act, string input)
    {
        using var output = new StringWriter();
        act(new StringReader(input), output);
        return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!.AsObject())];
    }
}
