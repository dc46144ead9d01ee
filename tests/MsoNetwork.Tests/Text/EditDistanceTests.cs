using CsCheck;
using MsoNetwork.Text;

namespace MsoNetwork.Tests.Text;

public sealed class EditDistanceTests
{
    private static readonly Gen<string> Words = Gen.Char['a', 'd'].Array[0, 8].Select(letters => new string(letters));

    [Theory]
    [InlineData("dortmund", "dortmnud", 1)]
    [InlineData("duren", "durn", 1)]
    [InlineData("essen", "esssen", 1)]
    [InlineData("bonn", "bonm", 1)]
    [InlineData("bonn", "koln", 2)]
    [InlineData("ca", "abc", 3)]
    public void Each_slip_counts_one(string left, string right, int distance) =>
        Assert.Equal(distance, EditDistance.Between(left, right, 5));

    [Fact]
    public void Beyond_the_limit_the_answer_is_limit_plus_one() => Assert.Equal(2, EditDistance.Between("aachen", "zzzzzz", 1));

    [Theory]
    [InlineData("dortm", "dortmund", 0)]
    [InlineData("drotm", "dortmund", 1)]
    [InlineData("munst", "dortmund", 3)]
    public void A_beginning_is_enough_for_the_prefix_distance(string typed, string word, int distance) =>
        Assert.Equal(distance, EditDistance.ToPrefix(typed, word, 2));

    [Fact]
    public void The_distance_is_symmetric_and_zero_only_for_equal_words() =>
        Gen.Select(Words, Words).Sample((left, right) =>
            EditDistance.Between(left, right, 9) == EditDistance.Between(right, left, 9)
            && (EditDistance.Between(left, right, 9) == 0) == (left == right));
}
