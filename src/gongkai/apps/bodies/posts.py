"""Posts of disclosure work in a body, as data."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from gongkai.bilingual import Text


class Post(models.TextChoices):
    """What a person is appointed to."""

    GROUP_HEAD = "group_head"
    GROUP_DEPUTY = "group_deputy"
    GROUP_MEMBER = "group_member"
    LEADER_RESPONSIBLE = "leader_responsible"
    OFFICE_HEAD = "office_head"
    DEDICATED_OFFICER = "dedicated_officer"


@dataclass(frozen=True, slots=True)
class PostRule:
    """One post.

    is_single    one person at a time
    in_group     a seat in the leading group
    """

    post: Post
    label: Text
    is_single: bool = False
    in_group: bool = False


POSTS: dict[str, PostRule] = {
    str(rule.post): rule
    for rule in (
        PostRule(Post.GROUP_HEAD, Text("领导小组组长", "Head of the leading group"), is_single=True, in_group=True),
        PostRule(Post.GROUP_DEPUTY, Text("领导小组副组长", "Deputy head of the leading group"), in_group=True),
        PostRule(Post.GROUP_MEMBER, Text("领导小组成员", "Member of the leading group"), in_group=True),
        PostRule(Post.LEADER_RESPONSIBLE, Text("分管领导", "Leader responsible"), is_single=True),
        PostRule(Post.OFFICE_HEAD, Text("公开工作机构负责人", "Head of the disclosure office"), is_single=True),
        PostRule(Post.DEDICATED_OFFICER, Text("专职人员", "Dedicated officer")),
    )
}
SINGLE_POSTS = frozenset(name for name, rule in POSTS.items() if rule.is_single)
GROUP_POSTS = frozenset(name for name, rule in POSTS.items() if rule.in_group)
